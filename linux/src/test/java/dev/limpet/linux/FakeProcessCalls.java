package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fake's calls on processes. Only one process is played: after clone, the side that the test
 * says.
 */
abstract class FakeProcessCalls extends FakeTreeCalls {
  private static final int RUNNING = -1;

  private static final long UNSUPPORTED_CLONE =
      Flags.CLONE_VM
          | Flags.CLONE_SIGHAND
          | Flags.CLONE_THREAD
          | Flags.CLONE_PIDFD
          | Flags.CLONE_SETTLS
          | Flags.CLONE_PARENT_SETTID
          | Flags.CLONE_CHILD_CLEARTID
          | Flags.CLONE_CHILD_SETTID;

  final FakeNamespaces namespaces = new FakeNamespaces();
  final Map<Integer, Integer> children = new TreeMap<>();
  final List<Boolean> sides = new ArrayList<>();
  private int pid = 1000;
  private int parentPid = 999;
  private int lastPid = 1000;

  /** How many session keyrings there have been. */
  private int keyrings;

  private boolean leadsSession;

  /** The session's, which is not inherited: a test that needs one takes it. */
  private @Nullable FakeTerminal terminal;

  private boolean nextChildrenInNewPidNamespace;

  FakeProcessCalls(FakeCredentials credentials) {
    super(credentials);
  }

  @Override
  boolean owns(int namespace) {
    return namespaces.owner(namespace) >= credentials.userNamespace;
  }

  /** The process id of the child that was made last. */
  public final int lastChild() {
    return lastPid;
  }

  /** A child is a copy that has no signals waiting. */
  abstract void becomeChild();

  /** The holder is not played: the other side is the guest. */
  @Override
  public int clone(
      long flags, long guestFlags, long impatience, long deadline, int[] pidfd, Runnable child) {
    int pid = clone(flags | guestFlags | Flags.SIGCHLD);
    if (pid == 0) {
      child.run();
      exit_group(ExitCode.FAILURE);
    }
    pidfd[0] = descriptors.open(new FakeFile.Pid(pid), true);
    return pid;
  }

  @Override
  public int clone(long flags) {
    begin("clone", "", FlagNames.clone(flags));
    return cloned(flags);
  }

  @Override
  public int clone(long flags, int cgroup) {
    begin("clone3", "", FlagNames.clone(flags), String.valueOf(cgroup));
    FakeNode directory = placeOf(cgroup).node();
    if (!FakeCgroups.isOne(directory)) {
      throw fail(Errno.EBADF);
    }
    int errno = cgroups.mayBegin(directory);
    if (errno != 0) {
      throw fail(errno);
    }
    int child = cloned(flags);
    cgroups.begun(directory, lastPid, child == 0);
    return child;
  }

  private int cloned(long flags) {
    if ((flags & UNSUPPORTED_CLONE) != 0) {
      throw fail(Errno.EINVAL);
    }
    long known =
        FakeNamespaces.all() | Flags.CLONE_NEWUSER | Flags.CLONE_VFORK | Flags.CLONE_PARENT | 0xff;
    if ((flags & ~known) != 0) {
      throw unmodelled("clone flags " + FlagNames.clone(flags));
    }
    checkMayUnshare(flags);
    if (sides.isEmpty()) {
      throw new AssertionError("clone: the test has not said which side goes on");
    }
    for (FakeFile file : descriptors.files()) {
      if (file instanceof FakeFile.PipeEnd end) {
        end.pipe.otherHoldsReader |= holds(end.pipe, false);
        end.pipe.otherHoldsWriter |= holds(end.pipe, true);
      }
    }
    for (int fd : descriptors.open()) {
      // One that executes a program has closed the others by then.
      if (descriptors.get(fd) instanceof FakeFile.Paired end && !descriptors.isCloseOnExec(fd)) {
        end.pair.otherHolds[end.side] = true;
      }
    }
    lastPid++;
    cgroups.forked(lastPid);
    if (!sides.remove(0)) {
      children.put(lastPid, RUNNING);
      FakeNode proc = procRoot();
      if (proc != null) {
        FakeFileSystemType.addProcess(proc, String.valueOf(lastPid));
      }
      return returns(lastPid);
    }
    boolean newPid = (flags & Flags.CLONE_NEWPID) != 0 || nextChildrenInNewPidNamespace;
    nextChildrenInNewPidNamespace = false;
    parentPid = newPid ? 0 : pid;
    pid = newPid ? 1 : lastPid;
    leadsSession = false;
    children.clear();
    becomeChild();
    enter(flags);
    return returns(0);
  }

  private @Nullable FakeNode procRoot() {
    FakeNode proc = root.node().children.get("proc");
    return proc == null ? null : mounts.top(new FakePlace(root.mount(), proc)).node();
  }

  private void checkMayUnshare(long flags) {
    boolean any = (flags & FakeNamespaces.unshareable()) != 0;
    if (any && (flags & Flags.CLONE_NEWUSER) == 0) {
      checkCapability("CAP_SYS_ADMIN");
    }
  }

  private void enter(long flags) {
    if ((flags & Flags.CLONE_NEWUSER) != 0) {
      credentials.enterUserNamespace();
    }
    if ((flags & Flags.CLONE_NEWNS) != 0
        && namespaces.owner(Flags.CLONE_NEWNS) < credentials.userNamespace) {
      mounts.lock();
    }
    namespaces.renew(flags, credentials.userNamespace);
  }

  @Override
  public void unshare(int flags) {
    begin("unshare", "", FlagNames.namespaces(flags));
    checkFlags(flags, FakeNamespaces.unshareable());
    checkMayUnshare(flags);
    enter(flags);
    if ((flags & Flags.CLONE_NEWPID) != 0) {
      nextChildrenInNewPidNamespace = true;
    }
  }

  @Override
  public void setns(int fd, int nsType) {
    begin("setns", Subject.descriptor(fd), String.valueOf(fd), FlagNames.namespaces(nsType));
    switch (file(fd)) {
      case FakeFile.Pid _ -> {
        if (nsType == 0) {
          throw fail(Errno.EINVAL);
        }
      }
      case FakeFile.At at -> {
        FakeNode parent = at.place.node().parent;
        if (parent == null || !parent.name.equals("ns")) {
          throw fail(Errno.EINVAL);
        }
        if (nsType != 0 && !FlagNames.namespaces(nsType).equals(flagOf(at.place.node().name))) {
          throw fail(Errno.EINVAL);
        }
      }
      case FakeFile.Tree _,
          FakeFile.Context _,
          FakeFile.Standard _,
          FakeFile.PipeEnd _,
          FakeFile.Socket _,
          FakeFile.Paired _,
          FakeFile.Pty _,
          FakeFile.Ruleset _,
          FakeFile.Program _,
          FakeFile.Signalled _ ->
          throw fail(Errno.EINVAL);
    }
    checkCapability("CAP_SYS_ADMIN");
    namespaces.renew(nsType, credentials.userNamespace);
  }

  private static String flagOf(String name) {
    return switch (name) {
      case "mnt" -> "CLONE_NEWNS";
      default -> "CLONE_NEW" + name.toUpperCase(java.util.Locale.ROOT);
    };
  }

  @Override
  public int execve(String path, String[] argv, String[] envp) {
    try {
      begin(
          "execve",
          path,
          FakeTranscript.quoted(path),
          FakeTranscript.quoted(argv),
          FakeTranscript.quoted(envp));
      for (String word : argv) {
        checkString(word);
      }
      for (String entry : envp) {
        checkString(entry);
      }
      FakePlace place = place(Flags.AT_FDCWD, path, true);
      boolean executable = place.node().type() == Flags.S_IFREG && (place.node().mode & 0111) != 0;
      if (!executable || place.mount().has(Flags.MOUNT_ATTR_NOEXEC)) {
        throw fail(Errno.EACCES);
      }
    } catch (ErrnoException e) {
      return e.errno();
    }
    transcript.result("0");
    descriptors.exec();
    end();
    throw new ProgramStarted(path, List.of(argv), List.of(envp));
  }

  @Override
  public int wait4(int pid, int[] status, int options, long[] usage) {
    int ended = wait4(pid, status, options);
    usage[0] = ended == 0 ? 0 : 1000;
    usage[1] = ended == 0 ? 0 : 500;
    usage[2] = ended == 0 ? 0 : 2048;
    return ended;
  }

  @Override
  public int wait4(int pid, int[] status, int options) {
    begin("wait4", Subject.process(pid), String.valueOf(pid), FakeTranscript.hex(options));
    checkFlags(options, Flags.WNOHANG | Flags.WUNTRACED | Flags.WCONTINUED | Flags.__WALL);
    if (pid < -1 || pid == 0) {
      throw unmodelled("process groups");
    }
    boolean any = false;
    for (Map.Entry<Integer, Integer> child : children.entrySet()) {
      if (pid == -1 || pid == child.getKey()) {
        any = true;
        if (child.getValue() != RUNNING) {
          int ended = child.getKey();
          status[0] = child.getValue();
          children.remove(ended);
          return returns(ended);
        }
      }
    }
    if (!any) {
      throw fail(Errno.ECHILD);
    }
    if ((options & Flags.WNOHANG) == 0) {
      throw wouldWait();
    }
    return returns(0);
  }

  @Override
  public void kill(int pid, int signal) {
    begin("kill", Subject.signal(signal, pid), String.valueOf(pid), Signals.name(signal));
    if (pid <= 0) {
      throw unmodelled("signals to process groups");
    }
    Integer state = children.get(pid);
    if (state == null && pid != parentPid && pid != this.pid) {
      throw fail(Errno.ESRCH);
    }
    if (signal < 0 || signal > Flags.SIGMAX) {
      throw fail(Errno.EINVAL);
    }
    if (pid == this.pid && signal != 0) {
      throw unmodelled("signals to itself");
    }
    if (signal == Flags.SIGKILL && state != null && state == RUNNING) {
      childEnds(pid, WaitStatus.signaled(Flags.SIGKILL));
    }
  }

  /** A child has ended: wait4 finds it, and SIGCHLD is pending. */
  public abstract void childEnds(int pid, WaitStatus status);

  @Override
  public int pidfd_open(int pid, int flags) {
    begin("pidfd_open", Subject.process(pid), String.valueOf(pid), FakeTranscript.hex(flags));
    checkFlags(flags, Flags.PIDFD_NONBLOCK);
    if (pid != this.pid && !children.containsKey(pid)) {
      throw fail(pid <= 0 ? Errno.EINVAL : Errno.ESRCH);
    }
    return returns(descriptors.open(new FakeFile.Pid(pid), true));
  }

  @Override
  public void pidfd_send_signal(int pidfd, int signal, int flags) {
    begin(
        "pidfd_send_signal",
        Signals.name(signal),
        String.valueOf(pidfd),
        Signals.name(signal),
        String.valueOf(flags));
    checkFlags(flags, Flags.PIDFD_SIGNAL_PROCESS_GROUP);
    if (!(file(pidfd) instanceof FakeFile.Pid process)) {
      throw fail(Errno.EBADF);
    }
    if (signal < 0 || signal > Flags.SIGMAX) {
      throw fail(Errno.EINVAL);
    }
    if (!children.containsKey(process.pid)) {
      throw fail(Errno.ESRCH);
    }
    if (signal == Flags.SIGKILL) {
      throw unmodelled("killing by descriptor");
    }
  }

  @Override
  public void exit_group(int code) {
    begin("exit_group", "", String.valueOf(code));
    end();
    throw new ProcessExited(code & 0xff);
  }

  @Override
  public int getpid() {
    begin("getpid", "");
    return returns(pid);
  }

  @Override
  public int getppid() {
    begin("getppid", "");
    return returns(parentPid);
  }

  /** A test's process is in the group of its parent until it leads a session. */
  @Override
  public int getpgid(int pid) {
    begin("getpgid", Subject.process(pid), String.valueOf(pid));
    if (pid != 0 && pid != this.pid) {
      if (children.containsKey(pid)) {
        throw unmodelled("groups of others");
      }
      throw fail(Errno.ESRCH);
    }
    return returns(leadsSession ? this.pid : parentPid);
  }

  @Override
  public int setsid() {
    begin("setsid", "");
    if (leadsSession) {
      throw fail(Errno.EPERM);
    }
    leadsSession = true;
    terminal = null;
    return returns(pid);
  }

  @Override
  public int keyctl_JOIN_SESSION_KEYRING() {
    begin("keyctl", "KEYCTL_JOIN_SESSION_KEYRING");
    return returns(++keyrings);
  }

  /** Makes a terminal that of the session. */
  final void takeTerminal(FakeTerminal wanted) {
    if (!leadsSession || terminal != null || wanted.controls) {
      throw fail(Errno.EPERM);
    }
    terminal = wanted;
    wanted.controls = true;
    wanted.foreground = pid;
  }

  final @Nullable FakeTerminal terminal() {
    return terminal;
  }

  @Override
  public int getuid() {
    begin("getuid", "");
    return returns(credentials.uidInside());
  }

  @Override
  public int geteuid() {
    begin("geteuid", "");
    return returns(credentials.uidInside());
  }

  @Override
  public int getgid() {
    begin("getgid", "");
    return returns(credentials.gidInside());
  }

  @Override
  public int getegid() {
    begin("getegid", "");
    return returns(credentials.gidInside());
  }

  @Override
  void wroteToCgroup(FakeNode node, byte[] bytes) {
    cgroups.wrote(node, OsString.decode(bytes), pid);
  }

  @Override
  void wroteToProc(FakeNode node, byte[] bytes) {
    FakeNode process = node.parent;
    if (process == null
        || process == node.fileSystem.root
        || !node.fileSystem.type.equals("proc")) {
      throw fail(Errno.EACCES);
    }
    boolean self = process.name.equals("self");
    String text = OsString.decode(bytes);
    switch (node.name) {
      case "uid_map" -> {
        if (self) {
          credentials.insideUid = FakeIdMap.inside(this, text, credentials.uid);
          credentials.uidMapped = true;
        }
      }
      case "gid_map" -> {
        if (self) {
          if (!credentials.setgroupsDenied) {
            throw fail(Errno.EPERM);
          }
          credentials.insideGid = FakeIdMap.inside(this, text, credentials.gid);
          credentials.gidMapped = true;
        }
      }
      case "setgroups" -> {
        if (self) {
          if (credentials.gidMapped) {
            throw fail(Errno.EPERM);
          }
          credentials.setgroupsDenied = text.trim().equals("deny");
        }
      }
      case "oom_score_adj" -> {}
      default -> throw unmodelled("writing to " + node.name + " of procfs");
    }
    node.content = bytes;
  }
}
