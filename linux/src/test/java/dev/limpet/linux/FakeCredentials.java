package dev.limpet.linux;

/** Who a fake process is: ids, capabilities, and what restricts it. */
final class FakeCredentials {
  /** What an id that has no mapping looks like: /proc/sys/kernel/overflowuid. */
  static final int OVERFLOW = 65534;

  static final long ALL = (1L << Capabilities.COUNT) - 1;

  /** The ids outside of all user namespaces that the process made. */
  final int uid;

  final int gid;

  /** How many user namespaces deep the process is; 0 is the initial one. */
  int userNamespace;

  boolean uidMapped = true;
  boolean gidMapped = true;

  /** Once denied, setgroups is denied in nested user namespaces too. */
  boolean setgroupsDenied;

  int insideUid;
  int insideGid;

  long effective;
  long permitted;
  long inheritable;
  long ambient;
  long bounding = ALL;
  boolean noNewPrivs;
  int securebits;
  boolean keepCaps;
  int dumpable = 1;

  FakeCredentials(int uid, int gid) {
    this.uid = uid;
    this.gid = gid;
    insideUid = uid;
    insideGid = gid;
    permitted = uid == 0 ? ALL : 0;
    effective = permitted;
  }

  boolean has(String capability) {
    int number = Capabilities.number(capability);
    if (number < 0) {
      throw new AssertionError("no capability " + capability);
    }
    return (effective >>> number & 1) != 0;
  }

  /** CLONE_NEWUSER: nobody yet, but with all capabilities. */
  void enterUserNamespace() {
    userNamespace++;
    uidMapped = false;
    gidMapped = false;
    effective = ALL;
    permitted = ALL;
    inheritable = 0;
    ambient = 0;
    bounding = ALL;
    securebits = 0;
    keepCaps = false;
  }

  int uidInside() {
    return uidMapped ? insideUid : OVERFLOW;
  }

  int gidInside() {
    return gidMapped ? insideGid : OVERFLOW;
  }
}
