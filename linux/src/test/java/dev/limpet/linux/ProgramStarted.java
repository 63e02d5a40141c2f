package dev.limpet.linux;

import java.util.List;

/** What {@link FakeKernel#execve} throws where the real one would not return. */
public final class ProgramStarted extends Error {
  private final String path;
  private final List<String> arguments;
  private final List<String> environment;

  ProgramStarted(String path, List<String> arguments, List<String> environment) {
    super("execve " + path);
    this.path = path;
    this.arguments = arguments;
    this.environment = environment;
  }

  public String path() {
    return path;
  }

  public List<String> arguments() {
    return arguments;
  }

  public List<String> environment() {
    return environment;
  }
}
