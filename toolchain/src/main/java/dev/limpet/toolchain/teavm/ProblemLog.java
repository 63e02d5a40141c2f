package dev.limpet.toolchain.teavm;

import java.util.ArrayList;
import java.util.List;
import org.teavm.tooling.TeaVMToolLog;

/**
 * Keeps what TeaVM complains about. A warning of TeaVM is a problem too: it has no harmless ones.
 */
final class ProblemLog implements TeaVMToolLog {
  private final List<String> problems = new ArrayList<>();

  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void info(String text) {}

  @Override
  public void debug(String text) {}

  @Override
  public void warning(String text) {
    problems.add(text);
  }

  @Override
  public void error(String text) {
    problems.add(text);
  }

  @Override
  public void info(String text, Throwable e) {}

  @Override
  public void debug(String text, Throwable e) {}

  @Override
  public void warning(String text, Throwable e) {
    problems.add(text + ": " + e);
  }

  @Override
  public void error(String text, Throwable e) {
    problems.add(text + ": " + e);
  }
}
