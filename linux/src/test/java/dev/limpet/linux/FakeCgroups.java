package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cgroup file systems of the fake, of both versions: directories come with their files, take
 * settings and members by the kernel's rules, and are removed only when nobody is in them.
 */
final class FakeCgroups {
  /** A hierarchy, and the cgroup of it that the process is in. */
  private static final class Tree {
    final FakeFileSystem fileSystem;
    final String point;
    final List<String> controllers;
    FakeNode own;

    Tree(FakeFileSystem fileSystem, String point, List<String> controllers) {
      this.fileSystem = fileSystem;
      this.point = point;
      this.controllers = controllers;
      this.own = fileSystem.root;
    }

    boolean unified() {
      return fileSystem.type.equals("cgroup2");
    }
  }

  private final FakeCalls calls;
  private final List<Tree> trees = new ArrayList<>();

  FakeCgroups(FakeCalls calls) {
    this.calls = calls;
  }

  static boolean isOne(FakeFileSystem fileSystem) {
    return fileSystem.type.startsWith("cgroup");
  }

  /** Whether it is the directory of a cgroup of version 2. */
  static boolean isOne(FakeNode node) {
    return node.fileSystem.type.equals("cgroup2") && node.isDirectory();
  }

  /** A hierarchy that the host has mounted; {@code controllers} are all that it has. */
  void mounted(FakeFileSystem fileSystem, String point, List<String> controllers) {
    Tree tree = new Tree(fileSystem, point, controllers);
    trees.add(tree);
    populate(tree, fileSystem.root);
  }

  /** Puts the process {@code pid} where it is at first. */
  void place(FakeFileSystem fileSystem, FakeNode directory, int pid) {
    Tree tree = tree(fileSystem);
    move(tree, directory, pid);
    tree.own = directory;
  }

  /** Another process is there, too. */
  void joins(FakeNode directory, int pid) {
    move(tree(directory.fileSystem), directory, pid);
  }

  /** A child is where the process is that makes it. */
  void forked(int pid) {
    for (Tree tree : trees) {
      move(tree, tree.own, pid);
    }
  }

  /** What clone3(2) says to a child of the process that is to begin there: 0 or an errno. */
  int mayBegin(FakeNode directory) {
    Tree tree = tree(directory.fileSystem);
    if (isDivided(directory)) {
      return Errno.EBUSY;
    }
    return calls.mayChange(commonAncestor(tree.own, directory)) ? 0 : Errno.EACCES;
  }

  /**
   * A child has begun there.
   *
   * @param plays whether the test goes on as that
   */
  void begun(FakeNode directory, int pid, boolean plays) {
    Tree tree = tree(directory.fileSystem);
    move(tree, directory, pid);
    if (plays) {
      tree.own = directory;
    }
  }

  /** Internal processes, cgroup-v2.rst: none where controllers are handed down. */
  private static boolean isDivided(FakeNode directory) {
    return directory.parent != null && !text(directory, "cgroup.subtree_control").isEmpty();
  }

  /** {@code /proc/self/cgroup}. */
  String membership() {
    StringBuilder out = new StringBuilder();
    for (Tree tree : trees) {
      out.append(tree.unified() ? "0::" : "7:" + String.join(",", tree.controllers) + ":");
      out.append(path(tree.own)).append('\n');
    }
    return out.toString();
  }

  /** Their lines of {@code /proc/self/mountinfo}. */
  String mountInfo() {
    StringBuilder out = new StringBuilder();
    int id = 31;
    for (Tree tree : trees) {
      String options = tree.unified() ? "" : "," + String.join(",", tree.controllers);
      out.append(id++).append(" 23 0:27 / ").append(tree.point).append(" rw,nosuid shared:10 - ");
      out.append(tree.fileSystem.type).append(" cgroup rw").append(options).append('\n');
    }
    return out.toString();
  }

  private static String path(FakeNode directory) {
    FakeNode parent = directory.parent;
    if (parent == null) {
      return "/";
    }
    String above = path(parent);
    return (above.equals("/") ? "" : above) + "/" + directory.name;
  }

  /** A directory was made: its files appear. */
  void made(FakeNode directory) {
    populate(tree(directory.fileSystem), directory);
  }

  private Tree tree(FakeFileSystem fileSystem) {
    for (Tree tree : trees) {
      if (tree.fileSystem == fileSystem) {
        return tree;
      }
    }
    throw new AssertionError("a cgroup file system that the host has not mounted");
  }

  private void populate(Tree tree, FakeNode directory) {
    add(directory, "cgroup.procs", "");
    if (!tree.unified()) {
      // Their members are those of cgroup.procs: all processes here have one thread.
      add(directory, "tasks", "");
      for (String controller : tree.controllers) {
        version1(directory, controller);
      }
      return;
    }
    FakeNode parent = directory.parent;
    String has =
        parent == null
            ? String.join(" ", tree.controllers)
            : text(parent, "cgroup.subtree_control").trim();
    add(directory, "cgroup.controllers", has + "\n");
    add(directory, "cgroup.subtree_control", "");
    add(directory, "cpu.stat", "usage_usec 2500\nuser_usec 2000\nsystem_usec 500\n");
    if (parent != null) {
      add(directory, "cgroup.events", "populated 0\nfrozen 0\n");
      add(directory, "cgroup.freeze", "0\n");
      add(directory, "cgroup.kill", "");
      for (String controller : words(has)) {
        version2(directory, controller);
      }
    }
  }

  private static void version1(FakeNode directory, String controller) {
    switch (controller) {
      case "memory" -> {
        add(directory, "memory.limit_in_bytes", "9223372036854771712\n");
        add(directory, "memory.memsw.limit_in_bytes", "9223372036854771712\n");
        add(directory, "memory.max_usage_in_bytes", "4096\n");
        add(directory, "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n");
        add(directory, "memory.soft_limit_in_bytes", "9223372036854771712\n");
        add(directory, "memory.usage_in_bytes", "4096\n");
        add(directory, "memory.failcnt", "3\n");
        add(directory, "memory.stat", "cache 1\nrss 2\n");
      }
      case "cpu" -> {
        add(directory, "cpu.cfs_period_us", "100000\n");
        add(directory, "cpu.cfs_quota_us", "-1\n");
        add(directory, "cpu.cfs_burst_us", "0\n");
        add(directory, "cpu.shares", "1024\n");
        add(directory, "cpu.stat", "nr_periods 7\nnr_throttled 2\nthrottled_time 900\n");
      }
      case "pids" -> {
        add(directory, "pids.max", "max\n");
        add(directory, "pids.current", "1\n");
      }
      case "cpuacct" -> {
        add(directory, "cpuacct.usage", "3000000\n");
        add(directory, "cpuacct.usage_percpu", "1000000 2000000 \n");
        add(directory, "cpuacct.stat", "user 3\nsystem 1\n");
      }
      case "cpuset" -> {
        add(directory, "cpuset.cpus", directory.parent == null ? "0-1\n" : "\n");
        add(directory, "cpuset.mems", directory.parent == null ? "0\n" : "\n");
      }
      case "freezer" -> add(directory, "freezer.state", "THAWED\n");
      case "devices" -> {
        add(directory, "devices.allow", "");
        add(directory, "devices.deny", "");
        add(directory, "devices.list", "a *:* rwm\n");
      }
      case "blkio" -> add(directory, "blkio.bfq.weight", "100\n");
      case "name=systemd" -> {}
      default -> throw new AssertionError("no controller " + controller);
    }
  }

  private static void version2(FakeNode directory, String controller) {
    switch (controller) {
      case "memory" -> {
        add(directory, "memory.max", "max\n");
        add(directory, "memory.high", "max\n");
        add(directory, "memory.swap.max", "max\n");
        add(directory, "memory.low", "0\n");
        add(directory, "memory.current", "4096\n");
        add(directory, "memory.stat", "anon 1\nfile 2\n");
        add(directory, "memory.peak", "8192\n");
        add(directory, "memory.events", "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n");
      }
      case "cpu" -> {
        add(directory, "cpu.max", "max 100000\n");
        add(directory, "cpu.weight", "100\n");
      }
      case "pids" -> {
        add(directory, "pids.max", "max\n");
        add(directory, "pids.current", "1\n");
      }
      case "io" -> add(directory, "io.max", "");
      default -> throw new AssertionError("no controller " + controller);
    }
  }

  private static void add(FakeNode directory, String name, String content) {
    if (!directory.children.containsKey(name)) {
      FakeNode file = directory.add(name, Flags.S_IFREG | 0644, directory.uid, directory.gid);
      file.content = OsString.encode(content);
    }
  }

  static String text(FakeNode directory, String name) {
    FakeNode file = directory.children.get(name);
    return file == null ? "" : OsString.decode(file.content);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\n') {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** What rmdir(2) says: 0 or an errno. The kernel's own files are no obstacle. */
  int mayRemove(FakeNode directory) {
    boolean busy = !text(directory, "cgroup.procs").isEmpty();
    for (FakeNode child : directory.children.values()) {
      busy |= child.isDirectory();
    }
    return busy ? Errno.EBUSY : 0;
  }

  /** A write to one of the files. */
  void wrote(FakeNode file, String text, int pid) {
    FakeNode directory = file.parent;
    if (directory == null) {
      throw calls.fail(Errno.EISDIR);
    }
    switch (file.name) {
      case "cgroup.procs", "tasks" -> join(directory, text.trim(), pid);
      case "cgroup.subtree_control" -> handDown(directory, file, text);
      case "memory.memsw.limit_in_bytes" -> {
        long limit = Long.parseLong(text(directory, "memory.limit_in_bytes").trim());
        if (Long.parseLong(text.trim()) < limit) {
          throw calls.fail(Errno.EINVAL);
        }
        file.content = OsString.encode(text.trim() + "\n");
      }
      case "memory.limit_in_bytes" -> {
        long both = Long.parseLong(text(directory, "memory.memsw.limit_in_bytes").trim());
        if (Long.parseLong(text.trim()) > both) {
          throw calls.fail(Errno.EINVAL);
        }
        file.content = OsString.encode(text.trim() + "\n");
      }
      case "devices.allow", "devices.deny" -> {
        String list = text(directory, "devices.list");
        String line = file.name.substring(8) + " " + text.trim() + "\n";
        child(directory, "devices.list").content = OsString.encode(list + line);
      }
      case "freezer.state" -> file.content = OsString.encode(text.trim() + "\n");
      case "cgroup.freeze" ->
          child(directory, "cgroup.events").content =
              OsString.encode("populated 1\nfrozen " + text.trim() + "\n");
      case "cgroup.kill" -> kill(directory);
      case "memory.max",
          "memory.low",
          "memory.soft_limit_in_bytes",
          "memory.oom_control",
          "cpu.shares",
          "cpu.weight",
          "cpu.cfs_burst_us",
          "cpuset.cpus",
          "cpuset.mems",
          "blkio.bfq.weight",
          "io.max",
          "memory.swap.max",
          "cpu.max",
          "cpu.cfs_period_us",
          "cpu.cfs_quota_us",
          "pids.max" ->
          file.content = OsString.encode(text.trim() + "\n");
      default -> throw calls.fail(Errno.EINVAL);
    }
  }

  private void join(FakeNode directory, String text, int pid) {
    Tree tree = tree(directory.fileSystem);
    // Nobody can be where there is no processor.
    if (text(directory, "cpuset.cpus").equals("\n")) {
      throw calls.fail(Errno.ENOSPC);
    }
    if (tree.unified() && isDivided(directory)) {
      throw calls.fail(Errno.EBUSY);
    }
    int who = text.equals("0") ? pid : Integer.parseInt(text);
    FakeNode from = who == pid ? tree.own : cgroupOf(tree.fileSystem.root, who);
    if (from == null) {
      throw calls.fail(Errno.ESRCH);
    }
    // Delegation containment, cgroup-v2.rst: what is above both has to be the writer's as well.
    if (tree.unified() && !calls.mayChange(commonAncestor(from, directory))) {
      throw calls.fail(Errno.EACCES);
    }
    move(tree, directory, who);
    if (who == pid) {
      tree.own = directory;
    }
  }

  private static @Nullable FakeNode cgroupOf(FakeNode directory, int pid) {
    if (words(text(directory, "cgroup.procs")).contains(String.valueOf(pid))) {
      return directory;
    }
    for (FakeNode child : directory.children.values()) {
      FakeNode found = child.isDirectory() ? cgroupOf(child, pid) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static FakeNode commonAncestor(FakeNode one, FakeNode other) {
    List<FakeNode> above = new ArrayList<>();
    for (FakeNode at = one; at != null; at = at.parent) {
      above.add(at);
    }
    FakeNode at = other;
    while (!above.contains(at) && at.parent != null) {
      at = at.parent;
    }
    return at;
  }

  private static void move(Tree tree, FakeNode directory, int pid) {
    take(tree.fileSystem.root, String.valueOf(pid));
    FakeNode procs = child(directory, "cgroup.procs");
    procs.content = OsString.encode(OsString.decode(procs.content) + pid + "\n");
  }

  private static FakeNode child(FakeNode directory, String name) {
    @Nullable FakeNode child = directory.children.get(name);
    if (child == null) {
      throw new AssertionError("no " + name + " in " + directory.name);
    }
    return child;
  }

  private static void take(FakeNode directory, String pid) {
    for (FakeNode child : directory.children.values()) {
      if (child.isDirectory()) {
        take(child, pid);
      } else if (child.name.equals("cgroup.procs")) {
        List<String> left = words(OsString.decode(child.content));
        left.remove(pid);
        String text = String.join("\n", left);
        child.content = OsString.encode(text.isEmpty() ? "" : text + "\n");
      }
    }
  }

  /** All in there and below end. */
  private void kill(FakeNode directory) {
    for (FakeNode child : List.copyOf(directory.children.values())) {
      if (child.isDirectory()) {
        kill(child);
      }
    }
    for (String pid : words(text(directory, "cgroup.procs"))) {
      ended(Integer.parseInt(pid));
    }
  }

  /** A process has ended. */
  void ended(int pid) {
    for (Tree tree : trees) {
      take(tree.fileSystem.root, String.valueOf(pid));
    }
  }

  private void handDown(FakeNode directory, FakeNode file, String text) {
    List<String> enabled = words(OsString.decode(file.content));
    for (String word : words(text)) {
      String controller = word.substring(1);
      if (!words(text(directory, "cgroup.controllers")).contains(controller)) {
        throw calls.fail(Errno.ENOENT);
      }
      boolean on = word.startsWith("+");
      // Internal processes, cgroup-v2.rst: but not in the root.
      if (on && directory.parent != null && !text(directory, "cgroup.procs").isEmpty()) {
        throw calls.fail(Errno.EBUSY);
      }
      enabled.remove(controller);
      if (on) {
        enabled.add(controller);
      }
    }
    file.content = OsString.encode(enabled.isEmpty() ? "" : String.join(" ", enabled) + "\n");
    for (FakeNode child : directory.children.values()) {
      if (child.isDirectory()) {
        offer(child, enabled);
      }
    }
  }

  /** A cgroup has these controllers from now on, and their files. */
  private static void offer(FakeNode directory, List<String> controllers) {
    List<String> before = words(text(directory, "cgroup.controllers"));
    before.removeAll(controllers);
    for (String controller : before) {
      directory.children.keySet().removeIf(name -> name.startsWith(controller + ".m"));
    }
    for (String controller : controllers) {
      version2(directory, controller);
    }
    child(directory, "cgroup.controllers").content =
        OsString.encode(String.join(" ", controllers) + "\n");
  }
}
