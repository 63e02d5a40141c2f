package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel in memory, for tests without root: files, mounts, descriptors, one process, and every
 * check of the real one that Limpet could run into.
 *
 * <p>It is strict. What it does not model fails the test, as does closing a descriptor twice,
 * waiting for what never comes, waiting for a signal that is not blocked, and any call after execve
 * or exit. {@link #checkClean} finds descriptors that leaked and faults that never came.
 *
 * <p>The file system at first is that of a small Linux host: /usr with a few programs, /proc, /dev,
 * /etc, /home, /root, /run, /tmp, /var, owned by root.
 */
public final class FakeKernel extends FakeBpfCalls {
  private static final int PID = 1000;

  /** The caller's, where standard descriptors are one. */
  private final FakeTerminal terminal = new FakeTerminal(99);

  private FakeKernel(int uid, int gid) {
    super(new FakeCredentials(uid, gid));
    FakeHost.build(this);
    descriptors.put(0, new FakeFile.Standard(Flags.O_RDONLY), false);
    descriptors.put(1, new FakeFile.Standard(Flags.O_WRONLY), false);
    descriptors.put(2, new FakeFile.Standard(Flags.O_WRONLY), false);
  }

  /** A kernel whose process is root with all capabilities. */
  public static FakeKernel asRoot() {
    return new FakeKernel(0, 0);
  }

  /** A kernel whose process is an ordinary user. */
  public static FakeKernel asUser(int uid, int gid) {
    return new FakeKernel(uid, gid);
  }

  // What the test sets up

  /** Adds a directory with its parents, owned by root. */
  public FakeKernel directory(String path) {
    FakeHost.directory(this, path);
    return this;
  }

  /** Adds a regular file with its parents, owned by root. */
  public FakeKernel file(String path, int mode, String content) {
    FakeHost.file(this, path, Flags.S_IFREG | mode).content = OsString.encode(content);
    return this;
  }

  /** Adds a device node with its parents, which everybody may use. */
  public FakeKernel device(String path) {
    FakeHost.file(this, path, Flags.S_IFCHR | 0666).device = 10L << 32 | 232;
    return this;
  }

  /** Adds a symbolic link with its parents. */
  public FakeKernel link(String path, String target) {
    FakeHost.file(this, path, Flags.S_IFLNK | 0777).target = target;
    return this;
  }

  /** Mounts a new tmpfs on a directory before the test begins, as the host would have it. */
  public FakeKernel hostMount(String path, int attributes) {
    FakeHost.directory(this, path);
    FakeHost.mount(this, path, "tmpfs", attributes);
    return this;
  }

  /** Another process locks the file at {@code path}, or lets go of it. */
  public FakeKernel otherLocks(String path, boolean locked) {
    FakePlace place = FakeHost.find(this, path);
    if (place == null) {
      throw new AssertionError("there is no " + path + " to lock");
    }
    place.node().lockedByOther = locked;
    return this;
  }

  /**
   * Mounts a hierarchy of cgroups: of version 1 for one controller or a few, of version 2 where
   * {@code unified}; the process is in its root.
   */
  public FakeKernel cgroups(boolean unified, String point, String... controllers) {
    FakeHost.directory(this, point);
    FakeHost.mount(this, point, unified ? "cgroup2" : "cgroup", 0);
    FakeNode root = FakeHost.directory(this, point).node();
    cgroups.mounted(root.fileSystem, point, List.of(controllers));
    cgroups.place(root.fileSystem, root, PID);
    return tellCgroups();
  }

  /**
   * Makes the cgroup at {@code path}, of which {@code uid} is the owner, and puts this process
   * there, and others with it.
   */
  public FakeKernel inCgroup(String path, int uid, int... others) {
    FakeNode directory = cgroup(path, uid);
    cgroups.place(directory.fileSystem, directory, PID);
    for (int other : others) {
      cgroups.joins(directory, other);
    }
    return tellCgroups();
  }

  /** Makes the cgroup at {@code path}, and hands {@code controllers} down in it. */
  public FakeKernel delegated(String path, int uid, String... controllers) {
    FakeNode directory = cgroup(path, uid);
    FakeNode file = directory.children.get("cgroup.subtree_control");
    if (file != null) {
      file.content = OsString.encode(String.join(" ", controllers) + "\n");
    }
    return this;
  }

  private FakeNode cgroup(String path, int uid) {
    FakePlace known = FakeHost.find(this, path);
    if (known != null) {
      return known.node();
    }
    int slash = path.lastIndexOf('/');
    FakePlace parent = FakeHost.find(this, path.substring(0, slash));
    if (parent == null) {
      throw new AssertionError("no cgroup " + path.substring(0, slash));
    }
    FakeNode made = parent.node().add(path.substring(slash + 1), Flags.S_IFDIR | 0755, uid, uid);
    cgroups.made(made);
    return made;
  }

  private FakeKernel tellCgroups() {
    file("/proc/self/cgroup", 0444, cgroups.membership());
    return file("/proc/self/mountinfo", 0444, cgroups.mountInfo());
  }

  /** The programs that hold the cgroup at {@code path}, the first attached first. */
  public List<long[]> programsOf(String path) {
    FakePlace place = FakeHost.find(this, path);
    return place == null ? List.of() : programsOf(place.node());
  }

  /** A process leaves its cgroups because it has ended. */
  public FakeKernel leavesCgroups(int pid) {
    cgroups.ended(pid);
    return this;
  }

  /** The kernel is another one. */
  public FakeKernel release(String release) {
    this.release = release;
    return this;
  }

  /** What standard input holds. */
  public FakeKernel standardInput(String text) {
    standard(0).bytes = OsString.encode(text);
    return this;
  }

  /** Makes a standard descriptor a terminal. */
  public FakeKernel terminal(int fd) {
    standard(fd).terminal = terminal;
    return this;
  }

  /** Makes the next call of that name fail with {@code errno}, whatever it is called on. */
  public FakeKernel failNext(String call, int errno) {
    faults.add(call, null, errno);
    return this;
  }

  /**
   * Makes the next call of that name on {@code subject}, as in the message, fail with {@code
   * errno}.
   */
  public FakeKernel failNext(String call, String subject, int errno) {
    faults.add(call, subject, errno);
    return this;
  }

  /** Gives the kernel that version of Landlock; 0 for none. */
  public FakeKernel landlock(int version) {
    landlock = version;
    return this;
  }

  /** The next clone returns 0: the test goes on as the child. Several calls line up. */
  public FakeKernel nextCloneIsChild() {
    sides.add(true);
    return this;
  }

  /** The next clone returns a pid: the test goes on as the parent. */
  public FakeKernel nextCloneIsParent() {
    sides.add(false);
    return this;
  }

  /**
   * The process on the other side of a clone writes into a pipe that this one reads at {@code fd}.
   */
  public FakeKernel otherWrites(int fd, byte[] bytes) {
    pipe(fd).append(bytes, 0, bytes.length);
    return this;
  }

  /** The process on the other side of a clone closes its ends of the pipe at {@code fd}. */
  public FakeKernel otherCloses(int fd) {
    FakePipe pipe = pipe(fd);
    pipe.otherHoldsReader = false;
    pipe.otherHoldsWriter = false;
    return this;
  }

  /** The bytes waiting in the pipe at {@code fd}. */
  public byte[] inPipe(int fd) {
    return pipe(fd).bytes.clone();
  }

  private FakePipe pipe(int fd) {
    if (descriptors.get(fd) instanceof FakeFile.PipeEnd end) {
      return end.pipe;
    }
    throw new AssertionError("descriptor " + fd + " is no pipe");
  }

  private FakeFile.Standard standard(int fd) {
    if (descriptors.get(fd) instanceof FakeFile.Standard file) {
      return file;
    }
    throw new AssertionError("descriptor " + fd + " is not a standard one any more");
  }

  // What the test looks at

  /** The calls so far, one a line. */
  public List<String> transcript() {
    return transcript.lines();
  }

  /** Forgets the calls so far. */
  public void clearTranscript() {
    transcript.clear();
  }

  public String standardOutput() {
    return OsString.decode(standard(1).bytes);
  }

  public String standardError() {
    return OsString.decode(standard(2).bytes);
  }

  /**
   * The content of a regular file as the process sees it now; null if there is none at that path.
   */
  public @Nullable String content(String path) {
    FakePlace place = FakeHost.find(this, path);
    return place == null ? null : OsString.decode(place.node().content);
  }

  public boolean exists(String path) {
    return FakeHost.find(this, path) != null;
  }

  /**
   * The mounts that the process can reach, in the order of attachment: path, type, attributes and,
   * where there are any, the file system's options; {@code /tmp tmpfs NOSUID|NODEV size=2m}.
   */
  public List<String> mountTable() {
    List<String> table = new ArrayList<>();
    for (FakeMount mount : mounts.all()) {
      String path = pathOf(mount.place());
      if (!path.startsWith("(")) {
        FakeFileSystem fileSystem = mount.root.fileSystem;
        String options = fileSystem.options.isEmpty() ? "" : " " + fileSystem.options;
        table.add(
            path + " " + fileSystem.type + " " + FlagNames.attributes(mount.attributes) + options);
      }
    }
    return table;
  }

  /** The open descriptors' numbers. */
  public List<Integer> openDescriptors() {
    return descriptors.open();
  }

  public long effectiveCapabilities() {
    return credentials.effective;
  }

  public long permittedCapabilities() {
    return credentials.permitted;
  }

  public long inheritableCapabilities() {
    return credentials.inheritable;
  }

  public long ambientCapabilities() {
    return credentials.ambient;
  }

  public long boundingCapabilities() {
    return credentials.bounding;
  }

  public boolean noNewPrivs() {
    return credentials.noNewPrivs;
  }

  /** The kinds of namespaces (CLONE_NEW*) that the process has left the host's for. */
  public int newNamespaces() {
    int user = credentials.userNamespace > 0 ? Flags.CLONE_NEWUSER : 0;
    return namespaces.fresh() | user;
  }

  /** Fails if a descriptor above the standard ones is open. */
  public void checkNoOpenFds() {
    List<Integer> open = descriptors.open();
    open.removeAll(List.of(0, 1, 2));
    if (!open.isEmpty()) {
      throw new AssertionError("descriptors left open: " + open);
    }
  }

  /** {@link #checkNoOpenFds}, and fails if a fault or a side of clone was never used. */
  public void checkClean() {
    checkNoOpenFds();
    faults.checkAllUsed();
    if (!sides.isEmpty()) {
      throw new AssertionError("fewer clones than the test expected");
    }
  }
}
