package dev.limpet.toolchain.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is said in one line, with the command that gets it. */
class CToolsTest {
  @TempDir Path folder;

  private String refusal(Target target) {
    var refusal =
        assertThrows(
            BuildException.class,
            () -> CTools.find(target, folder.resolve("sysroot"), folder.toString()));
    return String.valueOf(refusal.getMessage());
  }

  private void provide(String command) throws IOException {
    Path file = Files.writeString(folder.resolve(command), "#!/bin/sh\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  @Test
  void aMissingMuslGccIsNamed() {
    assertEquals(
        "musl-gcc is not on the PATH and is needed to build: apt-get install musl-tools",
        refusal(Target.host()));
  }

  @Test
  void aMissingObjcopyIsNamed() throws IOException {
    provide("musl-gcc");
    assertEquals(
        "objcopy is not on the PATH and is needed to build: apt-get install binutils",
        refusal(Target.host()));
  }

  @Test
  void aMissingCrossCompilerIsNamed() {
    Target other = Target.host() == Target.X86_64 ? Target.AARCH64 : Target.X86_64;
    String word = other.word();
    assertEquals(
        word
            + "-linux-gnu-gcc is not on the PATH and is needed to build: apt-get install gcc-"
            + word.replace('_', '-')
            + "-linux-gnu",
        refusal(other));
  }

  @Test
  void aFileThatIsNotExecutableIsNoCommand() throws IOException {
    Files.writeString(folder.resolve("musl-gcc"), "");
    assertEquals(
        "musl-gcc is not on the PATH and is needed to build: apt-get install musl-tools",
        refusal(Target.host()));
  }
}
