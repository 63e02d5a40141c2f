package dev.limpet.linux;

/** Flags as text: the names of those that are set, and the rest as a number. */
final class FlagNames {
  private record Named(String name, long bit) {}

  private static final Named[] OPEN = {
    new Named("O_CREAT", Flags.O_CREAT),
    new Named("O_EXCL", Flags.O_EXCL),
    new Named("O_NOCTTY", Flags.O_NOCTTY),
    new Named("O_TRUNC", Flags.O_TRUNC),
    new Named("O_APPEND", Flags.O_APPEND),
    new Named("O_NONBLOCK", Flags.O_NONBLOCK),
    new Named("O_DIRECTORY", Flags.O_DIRECTORY),
    new Named("O_NOFOLLOW", Flags.O_NOFOLLOW),
    new Named("O_CLOEXEC", Flags.O_CLOEXEC),
    new Named("O_PATH", Flags.O_PATH),
  };

  private static final Named[] RESOLVE = {
    new Named("RESOLVE_NO_XDEV", Flags.RESOLVE_NO_XDEV),
    new Named("RESOLVE_NO_MAGICLINKS", Flags.RESOLVE_NO_MAGICLINKS),
    new Named("RESOLVE_NO_SYMLINKS", Flags.RESOLVE_NO_SYMLINKS),
    new Named("RESOLVE_BENEATH", Flags.RESOLVE_BENEATH),
    new Named("RESOLVE_IN_ROOT", Flags.RESOLVE_IN_ROOT),
  };

  private static final Named[] AT = {
    new Named("AT_SYMLINK_NOFOLLOW", Flags.AT_SYMLINK_NOFOLLOW),
    new Named("AT_REMOVEDIR", Flags.AT_REMOVEDIR),
    new Named("AT_SYMLINK_FOLLOW", Flags.AT_SYMLINK_FOLLOW),
    new Named("AT_NO_AUTOMOUNT", Flags.AT_NO_AUTOMOUNT),
    new Named("AT_EMPTY_PATH", Flags.AT_EMPTY_PATH),
    new Named("AT_RECURSIVE", Flags.AT_RECURSIVE),
    new Named("OPEN_TREE_CLONE", Flags.OPEN_TREE_CLONE),
    new Named("OPEN_TREE_CLOEXEC", Flags.OPEN_TREE_CLOEXEC),
  };

  private static final Named[] MOUNT = {
    new Named("MS_RDONLY", Flags.MS_RDONLY),
    new Named("MS_NOSUID", Flags.MS_NOSUID),
    new Named("MS_NODEV", Flags.MS_NODEV),
    new Named("MS_NOEXEC", Flags.MS_NOEXEC),
    new Named("MS_REMOUNT", Flags.MS_REMOUNT),
    new Named("MS_NOSYMFOLLOW", Flags.MS_NOSYMFOLLOW),
    new Named("MS_NOATIME", Flags.MS_NOATIME),
    new Named("MS_BIND", Flags.MS_BIND),
    new Named("MS_MOVE", Flags.MS_MOVE),
    new Named("MS_REC", Flags.MS_REC),
    new Named("MS_SILENT", Flags.MS_SILENT),
    new Named("MS_UNBINDABLE", Flags.MS_UNBINDABLE),
    new Named("MS_PRIVATE", Flags.MS_PRIVATE),
    new Named("MS_SLAVE", Flags.MS_SLAVE),
    new Named("MS_SHARED", Flags.MS_SHARED),
    new Named("MS_RELATIME", Flags.MS_RELATIME),
    new Named("MS_STRICTATIME", Flags.MS_STRICTATIME),
  };

  private static final Named[] ATTRIBUTES = {
    new Named("RDONLY", Flags.MOUNT_ATTR_RDONLY),
    new Named("NOSUID", Flags.MOUNT_ATTR_NOSUID),
    new Named("NODEV", Flags.MOUNT_ATTR_NODEV),
    new Named("NOEXEC", Flags.MOUNT_ATTR_NOEXEC),
    new Named("NOATIME", Flags.MOUNT_ATTR_NOATIME),
    new Named("NOSYMFOLLOW", Flags.MOUNT_ATTR_NOSYMFOLLOW),
  };

  private static final Named[] CLONE = {
    new Named("CLONE_VFORK", Flags.CLONE_VFORK),
    new Named("CLONE_PARENT", Flags.CLONE_PARENT),
    new Named("CLONE_NEWNS", Flags.CLONE_NEWNS),
    new Named("CLONE_NEWCGROUP", Flags.CLONE_NEWCGROUP),
    new Named("CLONE_NEWUTS", Flags.CLONE_NEWUTS),
    new Named("CLONE_NEWIPC", Flags.CLONE_NEWIPC),
    new Named("CLONE_NEWUSER", Flags.CLONE_NEWUSER),
    new Named("CLONE_NEWPID", Flags.CLONE_NEWPID),
    new Named("CLONE_NEWNET", Flags.CLONE_NEWNET),
  };

  private FlagNames() {}

  static String open(long flags) {
    String access =
        switch ((int) flags & Flags.O_ACCMODE) {
          case Flags.O_WRONLY -> "O_WRONLY";
          case Flags.O_RDWR -> "O_RDWR";
          default -> (flags & Flags.O_PATH) == 0 ? "O_RDONLY" : "";
        };
    long others = flags & ~(long) Flags.O_ACCMODE;
    if (others == 0) {
      return access;
    }
    return access.isEmpty() ? text(OPEN, others) : access + "|" + text(OPEN, others);
  }

  static String resolve(long flags) {
    return text(RESOLVE, flags);
  }

  static String at(long flags) {
    return text(AT, flags);
  }

  static String mount(long flags) {
    return text(MOUNT, flags);
  }

  static String attributes(long attributes) {
    return text(ATTRIBUTES, attributes);
  }

  /** Clone flags with the exit signal in the lowest byte. */
  static String clone(long flags) {
    int signal = (int) flags & 0xff;
    String names = text(CLONE, flags & ~0xffL);
    if (signal == 0) {
      return names;
    }
    return (flags & ~0xffL) == 0 ? Signals.name(signal) : names + "|" + Signals.name(signal);
  }

  static String namespaces(long flags) {
    return text(CLONE, flags);
  }

  static String signals(long set) {
    StringBuilder text = new StringBuilder("[");
    for (int signal = 1; signal <= Flags.SIGMAX; signal++) {
      if (Signals.contains(set, signal)) {
        text.append(text.length() == 1 ? "" : " ").append(Signals.name(signal));
      }
    }
    return text.append("]").toString();
  }

  private static String text(Named[] names, long flags) {
    StringBuilder text = new StringBuilder();
    long rest = flags;
    for (Named named : names) {
      if ((rest & named.bit()) != 0) {
        text.append(text.isEmpty() ? "" : "|").append(named.name());
        rest &= ~named.bit();
      }
    }
    if (rest != 0 || text.isEmpty()) {
      text.append(text.isEmpty() ? "" : "|").append(rest == 0 ? "0" : FakeTranscript.hex(rest));
    }
    return text.toString();
  }
}
