package dev.limpet.oci.cgroup;

/** Processor time beside others, which both versions count in their own way. */
public final class Shares {
  private Shares() {}

  /** 2 to 262144 shares are a weight of 1 to 10000, as runc and crun have it. */
  public static long weight(long shares) {
    long inside = Math.max(2, Math.min(262_144, shares));
    return 1 + (inside - 2) * 9999 / 262_142;
  }
}
