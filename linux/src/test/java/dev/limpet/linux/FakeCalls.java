package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every call of the fake kernel does: it is written down, may be told to fail, and is checked.
 */
abstract class FakeCalls {
  final FakeTranscript transcript = new FakeTranscript();
  final FakeFaults faults = new FakeFaults();
  final FakeDescriptors descriptors = new FakeDescriptors();
  final FakeCgroups cgroups = new FakeCgroups(this);
  final FakeCredentials credentials;
  FakeMountTable mounts;
  FakePlace root;
  FakePlace cwd;
  private String call = "";
  private String subject = "";
  private boolean ended;

  FakeCalls(FakeCredentials credentials) {
    this.credentials = credentials;
    FakeFileSystem fileSystem = new FakeFileSystem("ext4", 1, "", 0, Flags.S_IFDIR | 0755);
    mounts = new FakeMountTable(fileSystem);
    root = mounts.root.place();
    cwd = root;
  }

  /** Starts a call: what follows {@code subject} is its arguments as text. */
  final void begin(String call, String subject, String... arguments) {
    if (ended) {
      throw new AssertionError(call + " " + subject + " by a process that has ended");
    }
    this.call = call;
    this.subject = subject;
    transcript.call(call, arguments);
    int errno = faults.take(call, subject);
    if (errno != 0) {
      throw fail(errno);
    }
  }

  final int returns(int result) {
    transcript.result(String.valueOf(result));
    return result;
  }

  final ErrnoException fail(int errno) {
    transcript.result(Errno.name(errno));
    return new ErrnoException(call, subject, errno);
  }

  final AssertionError unmodelled(String what) {
    return new AssertionError("the fake kernel does not model " + what + ", in " + call);
  }

  final AssertionError wouldWait() {
    return new AssertionError(call + " " + subject + " would wait for ever");
  }

  /** What happens where nothing can be done: EAGAIN, or a wait that fails the test. */
  final ErrnoException blocks(boolean nonBlocking) {
    if (nonBlocking) {
      return fail(Errno.EAGAIN);
    }
    throw wouldWait();
  }

  /** No call may follow. */
  final void end() {
    ended = true;
  }

  /** Refuses flags that the call does not have. */
  final void checkFlags(long flags, long known) {
    if ((flags & ~known) != 0) {
      throw fail(Errno.EINVAL);
    }
  }

  /** Refuses a string that cannot be passed to the kernel. */
  final void checkString(@Nullable String string) {
    if (string == null) {
      return;
    }
    if (string.indexOf(0) >= 0) {
      throw fail(Errno.EINVAL);
    }
    if (!OsString.isEncodable(string)) {
      throw fail(Errno.EILSEQ);
    }
  }

  final void checkCapability(String name) {
    if (!credentials.has(name)) {
      throw fail(Errno.EPERM);
    }
  }

  final FakeFile file(int fd) {
    FakeFile file = descriptors.get(fd);
    if (file == null) {
      throw fail(Errno.EBADF);
    }
    return file;
  }

  // Places

  /** The file at a path, which has to be there. */
  final FakePlace place(int dirfd, String path, boolean follow) {
    FakePlace place = end(dirfd, path, follow, 0).place();
    if (place == null) {
      throw fail(Errno.ENOENT);
    }
    return place;
  }

  /** The same where AT_EMPTY_PATH lets an empty path stand for the descriptor. */
  final FakePlace placeOrDescriptor(int dirfd, String path, int flags) {
    if (path.isEmpty() && (flags & Flags.AT_EMPTY_PATH) != 0) {
      return dirfd == Flags.AT_FDCWD ? cwd : placeOf(dirfd);
    }
    return place(dirfd, path, (flags & Flags.AT_SYMLINK_NOFOLLOW) == 0);
  }

  final FakeWalk.End end(int dirfd, String path, boolean follow, long resolve) {
    checkString(path);
    boolean needsDirectory = !path.startsWith("/") || (resolve & Flags.RESOLVE_IN_ROOT) != 0;
    FakePlace start = needsDirectory ? directory(dirfd) : root;
    FakePlace bound = (resolve & Flags.RESOLVE_IN_ROOT) != 0 ? start : root;
    return new FakeWalk(this, start, bound, resolve).walk(path, follow);
  }

  private FakePlace directory(int dirfd) {
    FakePlace place = dirfd == Flags.AT_FDCWD ? cwd : placeOf(dirfd);
    if (!place.node().isDirectory()) {
      throw fail(Errno.ENOTDIR);
    }
    return place;
  }

  /** The place that a descriptor stands for. */
  final FakePlace placeOf(int fd) {
    return switch (file(fd)) {
      case FakeFile.At at -> at.place;
      case FakeFile.Tree tree -> tree.top().place();
      case FakeFile.Context _,
          FakeFile.Standard _,
          FakeFile.PipeEnd _,
          FakeFile.Socket _,
          FakeFile.Paired _,
          FakeFile.Pty _,
          FakeFile.Signalled _,
          FakeFile.Ruleset _,
          FakeFile.Program _,
          FakeFile.Pid _ ->
          throw fail(Errno.ENOTDIR);
    };
  }

  /** Whether a file at a place may be changed at all. */
  final void checkWritable(FakePlace place) {
    if (place.mount().isReadOnly()) {
      throw fail(Errno.EROFS);
    }
    FakeNode node = place.node();
    if (FakeCgroups.isOne(node.fileSystem) && !mayChange(node)) {
      throw fail(Errno.EACCES);
    }
  }

  /** Whether a file that only its owner may write to is the process's to write to. */
  final boolean mayChange(FakeNode node) {
    boolean mayOverride =
        credentials.has("CAP_DAC_OVERRIDE")
            && node.fileSystem.userNamespace >= credentials.userNamespace;
    return node.uid == credentials.uid || mayOverride;
  }

  /** The path of a place as the process sees it; what is outside of its root is unreachable. */
  final String pathOf(FakePlace place) {
    List<String> names = new ArrayList<>();
    FakePlace at = place;
    while (!at.isSame(root)) {
      FakeNode parent = at.node().parent;
      if (!at.isMountRoot() && parent != null) {
        names.add(0, at.node().name);
        at = new FakePlace(at.mount(), parent);
        continue;
      }
      FakePlace below = at.mount().at;
      if (below == null) {
        return "(unreachable)/" + String.join("/", names);
      }
      at = below;
    }
    return "/" + String.join("/", names);
  }
}
