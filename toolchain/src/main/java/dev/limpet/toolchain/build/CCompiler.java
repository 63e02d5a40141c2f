package dev.limpet.toolchain.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * C to a hardened static binary and its debug information.
 *
 * <p>The whole program is one translation unit: gcc sees all of it, drops what is not called, and
 * is twice as fast as with a file per class.
 */
final class CCompiler {
  /** What is not obvious has its reason here; the rest is named for what it does. */
  private static final List<String> FLAGS =
      List.of(
          "-std=gnu11",
          "-O2",
          "-g",
          "-w",
          // Java defines overflow and lets a reference be seen as what the generated C casts it to.
          "-fwrapv",
          "-fno-strict-aliasing",
          // Java rounds after each operation; a fused multiplication and addition rounds once.
          "-ffp-contract=off",
          // As on x86_64 on every processor.
          "-fsigned-char",
          // A check for null stays, whatever was dereferenced before it.
          "-fno-delete-null-pointer-checks",
          "-fwhole-program",
          "-ffunction-sections",
          "-fdata-sections",
          "-fPIE",
          "-fstack-protector-strong",
          "-fstack-clash-protection",
          // Exceptions do not unwind the C stack; debuggers use .debug_frame.
          "-fno-asynchronous-unwind-tables",
          // Small programs that start cold gain nothing from padding.
          "-falign-functions=1",
          "-falign-jumps=1",
          "-falign-loops=1");

  /**
   * musl-gcc's own specs know no static-pie, so the start files are named here: rcrt1.o relocates
   * the program itself before anything else runs.
   */
  private static final String LINK_FLAGS =
      "-Wl,-pie,--no-dynamic-linker,-z,text,-z,relro,-z,now,-z,noexecstack,-z,separate-code"
          + ",--gc-sections,--build-id=none,-O1,--fatal-warnings,-e,limpet_start";

  private final CTools tools;
  private final Settings settings;

  CCompiler(CTools tools, Settings settings) {
    this.tools = tools;
    this.settings = settings;
  }

  /** Every flag that decides about the bytes of a binary. */
  String flags() {
    return String.join(" ", FLAGS) + " " + settings.target().controlFlowFlag() + linkFlags();
  }

  private String linkFlags() {
    return LINK_FLAGS + settings.target().linkFlags();
  }

  /**
   * Compiles {@code directory/source} and puts {@code name} and {@code name.debug} into the output.
   */
  void compile(String name, Path directory, String source) {
    var compile = new ArrayList<>(tools.compiler());
    compile.addAll(FLAGS);
    compile.add(settings.target().controlFlowFlag());
    // No path of the machine, and nothing that depends on it, gets into the binary.
    compile.add("-ffile-prefix-map=" + directory + "=" + name);
    compile.add("-frandom-seed=" + name);
    compile.addAll(settings.cFlags());
    compile.addAll(List.of("-c", source, "-o", "program.o"));
    Processes.run(directory, compile);

    var link = new ArrayList<>(tools.compiler());
    link.addAll(List.of("-nostdlib", "-static", linkFlags(), "-o", "program.elf"));
    link.add(tools.musl().resolve("rcrt1.o").toString());
    link.add(tools.musl().resolve("crti.o").toString());
    link.add("program.o");
    link.add(tools.musl().resolve("libc.a").toString());
    link.add(tools.libgcc().toString());
    link.add(tools.musl().resolve("crtn.o").toString());
    Processes.run(directory, link);

    String debug = name + ".debug";
    Processes.run(directory, List.of(tools.objcopy(), "--only-keep-debug", "program.elf", debug));
    Processes.run(
        directory,
        List.of(
            tools.objcopy(),
            "--strip-all",
            "--remove-section=.comment",
            "--add-gnu-debuglink=" + debug,
            "program.elf",
            name));
    install(directory.resolve(debug));
    install(directory.resolve(name));
  }

  /** A rename, so that a running binary is never written to and a reader never sees half of one. */
  private void install(Path file) {
    try {
      Files.move(
          file,
          settings.out().resolve(file.getFileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
