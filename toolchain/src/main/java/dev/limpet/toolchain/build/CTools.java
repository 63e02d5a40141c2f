package dev.limpet.toolchain.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The C compiler, binutils and musl for one target.
 *
 * @param compiler gcc's command, with musl's headers selected
 * @param objcopy the command of binutils
 * @param musl the directory of {@code libc.a} and {@code rcrt1.o}
 * @param libgcc the archive of the compiler's own functions
 * @param version what the compiler says about itself
 */
record CTools(List<String> compiler, String objcopy, Path musl, Path libgcc, String version) {
  CTools {
    compiler = List.copyOf(compiler);
  }

  /**
   * Finds the tools on {@code path}, a list as in the environment's PATH.
   *
   * @throws BuildException naming what is missing and the command that installs it
   */
  static CTools find(Target target, Path sysroot, String path) {
    return target == Target.host() ? ofHost(target, path) : ofCross(target, sysroot, path);
  }

  private static CTools ofHost(Target target, String path) {
    require(path, "musl-gcc", "musl-tools");
    require(path, "objcopy", "binutils");
    Path musl =
        firstWithStartFile(
            List.of(
                Path.of("/usr/lib", target.word() + "-linux-musl"),
                Path.of("/usr/lib/musl/lib"),
                Path.of("/usr/local/musl/lib")),
            "apt-get install musl-dev");
    return withVersion(List.of("musl-gcc"), "objcopy", musl);
  }

  private static CTools ofCross(Target target, Path sysroot, String path) {
    String triple = target.word() + "-linux-gnu";
    String packageName = "gcc-" + triple.replace('_', '-');
    require(path, triple + "-gcc", packageName);
    require(path, triple + "-objcopy", "binutils-" + triple.replace('_', '-'));
    String install = "toolchain/" + target.word() + "-sysroot.sh " + sysroot;
    Path musl =
        firstWithStartFile(
            List.of(sysroot.resolve("usr/lib/" + target.word() + "-linux-musl")), install);
    String own =
        Processes.run(Path.of("/"), List.of(triple + "-gcc", "-print-file-name=include")).strip();
    return withVersion(
        List.of(
            triple + "-gcc",
            "-nostdinc",
            "-isystem",
            sysroot.resolve("usr/include/" + target.word() + "-linux-musl").toString(),
            "-isystem",
            own),
        triple + "-objcopy",
        musl);
  }

  private static CTools withVersion(List<String> compiler, String objcopy, Path musl) {
    Path root = Path.of("/");
    String version = Processes.run(root, List.of(compiler.getFirst(), "--version"));
    String libgcc = Processes.run(root, List.of(compiler.getFirst(), "-print-libgcc-file-name"));
    return new CTools(
        compiler, objcopy, musl, Path.of(libgcc.strip()), version.lines().findFirst().orElse(""));
  }

  private static void require(String path, String command, String packageName) {
    if (!Processes.isOn(path, command)) {
      throw new BuildException(
          command + " is not on the PATH and is needed to build: apt-get install " + packageName);
    }
  }

  private static Path firstWithStartFile(List<Path> directories, String install) {
    for (Path directory : directories) {
      if (Files.exists(directory.resolve("rcrt1.o")) && Files.exists(directory.resolve("libc.a"))) {
        return directory;
      }
    }
    throw new BuildException(
        "musl's rcrt1.o and libc.a are not in " + directories.getFirst() + ": " + install);
  }

  /** The files of musl and the compiler that become a part of every binary. */
  List<Path> inputs() {
    var inputs = new ArrayList<Path>();
    for (String file : List.of("rcrt1.o", "crti.o", "crtn.o", "libc.a")) {
      inputs.add(musl.resolve(file));
    }
    inputs.add(libgcc);
    return inputs;
  }
}
