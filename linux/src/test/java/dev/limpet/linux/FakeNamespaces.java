package dev.limpet.linux;

import java.util.HashMap;
import java.util.Map;

/** Which user namespace, by its depth, owns each of the other namespaces that a process is in. */
final class FakeNamespaces {
  static final int[] KINDS = {
    Flags.CLONE_NEWNS,
    Flags.CLONE_NEWUTS,
    Flags.CLONE_NEWIPC,
    Flags.CLONE_NEWPID,
    Flags.CLONE_NEWNET,
    Flags.CLONE_NEWCGROUP,
  };

  private final Map<Integer, Integer> owners = new HashMap<>();
  private int fresh;

  int owner(int kind) {
    return owners.getOrDefault(kind, 0);
  }

  /** Makes new namespaces of the kinds in {@code flags}. */
  void renew(long flags, int userNamespace) {
    for (int kind : KINDS) {
      if ((flags & kind) != 0) {
        owners.put(kind, userNamespace);
        fresh |= kind;
      }
    }
    fresh |= (int) (flags & Flags.CLONE_NEWTIME);
  }

  /** The kinds that the process has renewed or joined since the beginning. */
  int fresh() {
    return fresh;
  }

  /** What unshare takes: clone has no room for CLONE_NEWTIME beside the exit signal. */
  static long unshareable() {
    return all() | Flags.CLONE_NEWTIME | Flags.CLONE_NEWUSER;
  }

  static long all() {
    long all = 0;
    for (int kind : KINDS) {
      all |= kind;
    }
    return all;
  }
}
