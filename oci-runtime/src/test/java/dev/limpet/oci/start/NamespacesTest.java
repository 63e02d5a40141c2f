package dev.limpet.oci.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.linux.Errno;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import dev.limpet.sandbox.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespacesTest {
  private static final String NET = "/proc/7/ns/net";
  private static final String PID = "/proc/7/ns/pid";
  private static final String USER = "/proc/7/ns/user";

  private final FakeKernel kernel =
      FakeKernel.asRoot().file(NET, 0444, "").file(PID, 0444, "").file(USER, 0444, "");

  private Namespaces open(Namespace... namespaces) {
    return Namespaces.open(kernel, List.of(namespaces));
  }

  private static Namespace at(NamespaceType type, String path) {
    return new Namespace(type, path);
  }

  /** The kinds of the calls of setns, in their order. */
  private List<String> joins() {
    List<String> kinds = new ArrayList<>();
    for (String call : kernel.transcript()) {
      if (call.startsWith("setns(")) {
        kinds.add(call.substring(call.indexOf("CLONE_NEW") + 9));
      }
    }
    return kinds;
  }

  private String refused(Namespaces namespaces) {
    return String.valueOf(
        assertThrows(RefusedException.class, () -> namespaces.join(kernel)).getMessage());
  }

  @Test
  void thoseWithoutAPathBeginAndTheOthersAreJoined() {
    Namespaces namespaces =
        open(new Namespace(NamespaceType.MOUNT, null), at(NamespaceType.NETWORK, NET));
    assertEquals(Flags.CLONE_NEWNS, namespaces.fresh());
    assertTrue(namespaces.isFresh(Flags.CLONE_NEWNS) && namespaces.joins(Flags.CLONE_NEWNET));
    assertTrue(namespaces.has(Flags.CLONE_NEWNET) && namespaces.needsGuide());
    assertFalse(namespaces.has(Flags.CLONE_NEWPID) || namespaces.isFresh(Flags.CLONE_NEWNET));
    assertEquals(
        Flags.CLONE_NEWNS | Flags.CLONE_NEWPID, namespaces.with(Flags.CLONE_NEWPID).fresh());
    namespaces.close(kernel);
    assertFalse(open(new Namespace(NamespaceType.PID, null)).needsGuide());
    kernel.checkClean();
  }

  @Test
  void oneThatIsNotThereIsToldByItsKindAndPath() {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> open(at(NamespaceType.NETWORK, "/nope")));
    assertEquals("namespace network: openat /nope: ENOENT", refused.getMessage());
    kernel.checkClean();
  }

  @Test
  void theUserNamespaceIsJoinedAfterWhatCanBeJoinedWithoutIt() {
    Namespaces namespaces =
        open(
            at(NamespaceType.USER, USER),
            at(NamespaceType.NETWORK, NET),
            at(NamespaceType.PID, PID));
    kernel.failNext("setns", Errno.EPERM);
    namespaces.join(kernel);
    // The first was refused, and is tried again with the rights of the user namespace.
    List<String> joins = joins();
    assertTrue(joins.get(0).startsWith("NET") && joins.get(1).startsWith("PID"), joins.toString());
    assertTrue(joins.get(2).startsWith("USER") && joins.get(3).startsWith("NET"), joins.toString());
    namespaces.close(kernel);
    kernel.checkClean();
  }

  @Test
  void pathOfAnotherKindIsTold() {
    Namespaces namespaces = open(at(NamespaceType.PID, NET));
    assertEquals(
        "join the namespace " + NET + ": EINVAL: it is no namespace of that kind",
        refused(namespaces));
    namespaces.close(kernel);
    kernel.checkClean();
  }

  @Test
  void theUserNamespaceThatOneIsInIsNoFailure() {
    kernel.link("/proc/self/ns/user", USER);
    Namespaces own = open(at(NamespaceType.USER, USER));
    kernel.failNext("setns", Errno.EINVAL);
    own.join(kernel);
    own.close(kernel);
    Namespaces other = open(at(NamespaceType.USER, PID));
    assertEquals(
        "join the namespace " + PID + ": EINVAL: it is no namespace of that kind", refused(other));
    other.close(kernel);
    kernel.checkClean();
  }

  @Test
  void theRuntimesOwnAreNoneOfTheContainers() {
    FakeKernel fake = FakeKernel.asRoot();
    fake.file("/proc/self/ns/net", 0444, "").file("/proc/self/ns/mnt", 0444, "");
    fake.link("/proc/1/ns/net", "/proc/self/ns/net").file(NET, 0444, "");
    Namespace other = at(NamespaceType.NETWORK, NET);
    Namespace fresh = new Namespace(NamespaceType.PID, null);
    Namespace own = at(NamespaceType.NETWORK, "/proc/1/ns/net");
    Namespace mounts = at(NamespaceType.MOUNT, "/proc/self/ns/mnt");
    Namespace nowhere = at(NamespaceType.UTS, "/nope");
    assertEquals(
        List.of(other, fresh, nowhere),
        Namespaces.others(fake, List.of(other, fresh, own, mounts, nowhere)));
    // Whose path has come to lead to one only then is not joined either.
    assertEquals(
        "namespace network: /proc/1/ns/net has become the host's own meanwhile",
        String.valueOf(
            assertThrows(RefusedException.class, () -> Namespaces.open(fake, List.of(own)))
                .getMessage()));
  }

  @Test
  void whatMayNotBeJoinedIsTold() {
    FakeKernel user = FakeKernel.asUser(1000, 1000).file(NET, 0444, "");
    Namespaces namespaces = Namespaces.open(user, List.of(at(NamespaceType.NETWORK, NET)));
    RefusedException refused = assertThrows(RefusedException.class, () -> namespaces.join(user));
    assertEquals("join the namespace " + NET + ": EPERM", refused.getMessage());
    namespaces.close(user);
    user.checkClean();
  }
}
