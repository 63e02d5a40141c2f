package dev.limpet.formats.seccomp;

/**
 * The smallest filter that there is, for a guest that is otherwise not filtered, or by rules of the
 * caller's: no ABI of either architecture may type into a terminal. Both commands of ioctl(2) that
 * do so get EPERM, TIOCSTI (0x5412) and TIOCLINUX (0x541c), whose bits above 32 the kernel ignores;
 * everything else is allowed.
 *
 * <p>A guest is in a session of its own, where a terminal that belongs to no session, such as CI
 * runners give, can become its own; the kernel would then let it type.
 */
public final class TerminalFilter {
  private TerminalFilter() {}

  /** The filter, packed as {@link SeccompCompiler#compile} packs it; the same everywhere. */
  public static long[] program() {
    return new long[] {
      0x0000000400000020L, // A = arch
      0xc000003e00040015L, // x86_64 and x32: skip 4
      0xc00000b700070015L, // aarch64: skip 7
      0x4000000300080015L, // i386: skip 8
      0x4000002800070015L, // arm: skip 7
      0x7fff000000000006L, // allow
      0x0000000000000020L, // x86_64, x32: A = nr
      0xbfffffff00000054L, // without x32's bit
      0x0000001000050015L, // ioctl: skip 5
      0x0000020208040015L, // ioctl of x32: skip 4, else allow
      0x0000000000000020L, // aarch64: A = nr
      0x0000001d06020015L, // ioctl: skip 2, else allow
      0x0000000000000020L, // i386, arm: A = nr
      0x0000003604000015L, // ioctl, else allow
      0x0000001800000020L, // A = arg1, its lower half
      0x0000541200010015L, // TIOCSTI: refuse
      0x0000541c01000015L, // TIOCLINUX, else allow
      0x0005000100000006L, // EPERM
      0x7fff000000000006L, // allow
    };
  }
}
