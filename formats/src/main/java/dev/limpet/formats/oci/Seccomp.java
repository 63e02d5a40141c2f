package dev.limpet.formats.oci;

/**
 * A filter of the guest's system calls, ready to be installed. {@code linux.seccomp} of a
 * config.json is a {@link SeccompProfile}, which is compiled to a {@link Program}; the others need
 * no compiling at start.
 */
public sealed interface Seccomp {
  Seccomp DEFAULT = new Default();
  Seccomp TERMINALS = new Terminals();

  /** Limpet's default profile. */
  record Default() implements Seccomp {}

  /** Forbids to type into terminals, and nothing else. */
  record Terminals() implements Seccomp {}

  /** A program of classic BPF for the processor at hand. */
  final class Program implements Seccomp {
    private final String name;
    private final int flags;
    private final long[] instructions;

    /**
     * A program.
     *
     * @param name what it is, for a reader
     * @param flags SECCOMP_FILTER_FLAG_*
     * @param instructions each a struct sock_filter
     */
    public Program(String name, int flags, long[] instructions) {
      this.name = name;
      this.flags = flags;
      this.instructions = instructions.clone();
    }

    /** A program that is installed without flags. */
    public Program(String name, long[] instructions) {
      this(name, 0, instructions);
    }

    /** What it is, for a reader. */
    public String name() {
      return name;
    }

    /** SECCOMP_FILTER_FLAG_*, with which it is installed. */
    public int flags() {
      return flags;
    }

    /** The instructions, each a struct sock_filter. */
    public long[] instructions() {
      return instructions.clone();
    }
  }
}
