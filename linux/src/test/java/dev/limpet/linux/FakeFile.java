package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a descriptor stands for; shared by its duplicates. */
abstract sealed class FakeFile {
  /** O_* as F_GETFL tells them. */
  int flags;

  private FakeFile(int flags) {
    this.flags = flags;
  }

  boolean isNonBlocking() {
    return (flags & Flags.O_NONBLOCK) != 0;
  }

  boolean isReadable() {
    return (flags & (Flags.O_PATH | Flags.O_WRONLY)) == 0;
  }

  boolean isWritable() {
    return (flags & Flags.O_PATH) == 0 && (flags & Flags.O_ACCMODE) != Flags.O_RDONLY;
  }

  /** A file at a place, open for reading or writing or only as a place (O_PATH). */
  static final class At extends FakeFile {
    final FakePlace place;
    int position;

    /** What getdents64 has still to give out; null before the first call. */
    @Nullable List<String> entries;

    At(FakePlace place, int flags) {
      super(flags);
      this.place = place;
    }
  }

  /**
   * A detached tree of mounts, from open_tree or fsmount: its mounts and how they lie on each
   * other.
   */
  static final class Tree extends FakeFile {
    final List<FakeMount> mounts;

    Tree(List<FakeMount> mounts) {
      super(Flags.O_PATH);
      this.mounts = new ArrayList<>(mounts);
    }

    FakeMount top() {
      return mounts.get(0);
    }
  }

  /** A file system being configured, from fsopen. */
  static final class Context extends FakeFile {
    final String type;
    final Map<String, String> options = new TreeMap<>();
    @Nullable FakeFileSystem created;

    Context(String type) {
      super(Flags.O_RDWR);
      this.type = type;
    }
  }

  /** One of the standard descriptors of the test: input from bytes, output into bytes. */
  static final class Standard extends FakeFile {
    byte[] bytes = new byte[0];
    int position;
    @Nullable FakeTerminal terminal;

    Standard(int flags) {
      super(flags);
    }
  }

  /** One end of a pipe. */
  static final class PipeEnd extends FakeFile {
    final FakePipe pipe;

    PipeEnd(FakePipe pipe, int flags) {
      super(flags);
      this.pipe = pipe;
    }
  }

  /** One side of a pseudo terminal. */
  static final class Pty extends FakeFile {
    final FakeTerminal terminal;
    final boolean master;

    Pty(FakeTerminal terminal, boolean master, int flags) {
      super(flags);
      this.terminal = terminal;
      this.master = master;
    }
  }

  /** One end of a pair of sockets. */
  static final class Paired extends FakeFile {
    final FakePair pair;
    final int side;

    Paired(FakePair pair, int side, int flags) {
      super(Flags.O_RDWR | flags);
      this.pair = pair;
      this.side = side;
    }
  }

  /** A socket nobody sends through. */
  static final class Socket extends FakeFile {
    final int domain;

    Socket(int domain) {
      super(Flags.O_RDWR);
      this.domain = domain;
    }
  }

  /** A process. */
  static final class Pid extends FakeFile {
    final int pid;

    Pid(int pid) {
      super(Flags.O_RDWR);
      this.pid = pid;
    }
  }

  /** A set of rules of Landlock. */
  static final class Ruleset extends FakeFile {
    final long handledNet;
    final long scoped;

    /** What is allowed by port. */
    final Map<Long, Long> ports = new TreeMap<>();

    Ruleset(long handledNet, long scoped) {
      super(Flags.O_RDWR);
      this.handledNet = handledNet;
      this.scoped = scoped;
    }

    @Override
    public String toString() {
      return "net " + handledNet + " " + ports + " scoped " + scoped;
    }
  }

  /** A program of BPF. */
  static final class Program extends FakeFile {
    final int id;
    final long[] instructions;

    Program(int id, long[] instructions) {
      super(Flags.O_RDWR);
      this.id = id;
      this.instructions = instructions.clone();
    }
  }

  /** Tells whether signals of a set are pending. */
  static final class Signalled extends FakeFile {
    long set;

    Signalled(long set, int flags) {
      super(Flags.O_RDWR | flags);
      this.set = set;
    }
  }
}
