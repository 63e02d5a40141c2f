package dev.limpet.toolchain.build;

import java.nio.file.Path;
import java.util.List;

/**
 * What all programs of one invocation share.
 *
 * @param out the directory that gets {@code NAME} and {@code NAME.debug}
 * @param target the processor
 * @param sysroot where the musl of another processor than this machine's lies, as Debian packages
 *     it
 * @param keepC whether the generated C stays in {@code .work/NAME}, to be read
 * @param lint whether the project's own classes are linted first
 * @param cFlags further flags for gcc, after the driver's own
 * @param properties further TeaVM properties, each {@code NAME=VALUE}
 */
public record Settings(
    Path out,
    Target target,
    Path sysroot,
    boolean lint,
    boolean keepC,
    List<String> cFlags,
    List<String> properties) {
  public Settings {
    out = out.toAbsolutePath().normalize();
    sysroot = sysroot.toAbsolutePath().normalize();
    cFlags = List.copyOf(cFlags);
    properties = List.copyOf(properties);
  }

  /** The product's settings: linted, nothing added, the sysroot beside {@code out}. */
  public Settings(Path out, Target target) {
    this(out, target, sysrootBeside(out, target), true, false, List.of(), List.of());
  }

  /** The same for programs that are not the product's. */
  public Settings withoutLint() {
    return new Settings(out, target, sysroot, false, keepC, cFlags, properties);
  }

  /** The same with another sysroot. */
  public Settings withSysroot(Path other) {
    return new Settings(out, target, other, lint, keepC, cFlags, properties);
  }

  static Path sysrootBeside(Path out, Target target) {
    return out.toAbsolutePath().resolveSibling("sysroot").resolve(target.word());
  }
}
