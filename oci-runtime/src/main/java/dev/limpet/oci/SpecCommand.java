package dev.limpet.oci;

import dev.limpet.formats.runtimespec.DefaultConfig;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.List;

/** {@code spec}: writes a config.json to begin with. */
final class SpecCommand {
  private final Kernel kernel;
  private final Global global;

  SpecCommand(Kernel kernel, Global global) {
    this.kernel = kernel;
    this.global = global;
  }

  int run(List<String> words) {
    CommandLine line =
        CommandLine.parse(
            "spec",
            words,
            new CommandLine.Schema(
                List.of("rootless"), List.of("bundle"), List.of("b", "bundle"), true));
    if (!line.operands().isEmpty()) {
      throw new FailedException("spec: no operand is wanted: " + line.operands().get(0));
    }
    String bundle = line.value("bundle");
    String path = (bundle == null ? "." : bundle) + "/config.json";
    boolean rootless = line.flag("rootless") || Boolean.TRUE.equals(global.rootless());
    String text =
        rootless
            ? DefaultConfig.rootless(kernel.geteuid(), kernel.getegid())
            : DefaultConfig.ofRoot();
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_CLOEXEC;
    try (Fd file = new Fd(kernel, kernel.openat(Flags.AT_FDCWD, path, flags, 0666))) {
      file.write(OsString.encode(text));
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EEXIST) {
        throw new FailedException("spec: " + path + " is there already: remove it first");
      }
      throw e;
    }
    return 0;
  }
}
