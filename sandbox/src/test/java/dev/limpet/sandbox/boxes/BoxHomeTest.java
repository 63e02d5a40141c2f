package dev.limpet.sandbox.boxes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.Environment;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import dev.limpet.sandbox.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where boxes are, and who gets a name. Root here: the fake does not know whose a file is. */
class BoxHomeTest {
  private static final Environment NOTHING = new Environment(List.of());
  private static final String BOX = "/run/limpet/boxes/one";

  private final FakeKernel kernel = FakeKernel.asRoot();

  private BoxHome home() {
    return BoxHome.make(kernel, NOTHING);
  }

  private static String refusal(Runnable call) {
    return String.valueOf(assertThrows(RefusedException.class, call::run).getMessage());
  }

  @Test
  void homeIsMadeWithTheFirstBox() {
    assertNull(BoxHome.find(kernel, NOTHING));
    home().close();
    BoxHome found = BoxHome.find(kernel, NOTHING);
    assertNotNull(found);
    assertEquals(List.of(), found.names());
    found.close();
    kernel.checkClean();
  }

  @Test
  void homeThatOthersMayEnterIsRefused() {
    kernel.mkdirat(Flags.AT_FDCWD, "/run/limpet", 0755);
    assertTrue(refusal(this::home).contains("is not yours alone"));
    kernel.checkClean();
  }

  @Test
  void homeThatIsALinkIsRefused() {
    kernel.directory("/elsewhere").link("/run/limpet", "/elsewhere");
    assertTrue(refusal(this::home).contains("is no directory"));
    kernel.checkClean();
  }

  @Test
  void runtimeDirectoryOfAnotherIsRefused() {
    FakeKernel user = FakeKernel.asUser(1000, 1000).directory("/run/user/0");
    Environment theirs = new Environment(List.of("XDG_RUNTIME_DIR=/run/user/0"));
    assertTrue(refusal(() -> BoxHome.find(user, theirs)).contains("unset it"));
    Environment relative = new Environment(List.of("XDG_RUNTIME_DIR=tmp"));
    assertTrue(refusal(() -> BoxHome.find(user, relative)).contains("unset it"));
    user.checkClean();
  }

  @Test
  void withoutARuntimeDirectoryItIsInTmp() {
    FakeKernel user = FakeKernel.asUser(1000, 1000);
    BoxHome home = BoxHome.make(user, NOTHING);
    assertTrue(user.exists("/tmp/limpet-1000/boxes"));
    home.close();
    user.checkClean();
  }

  @Test
  void nameIsHeldUntilItIsGivenUp() {
    BoxHome home = home();
    NamedBox box = home.claim("one");
    assertTrue(refusal(() -> home.claim("one")).contains("a box one already: it runs"));
    assertEquals(BoxStatus.STARTING, box.status());
    box.write(BoxStateTest.RUNNING);
    assertEquals(BoxStatus.RUNNING, box.status());
    assertEquals(List.of("one"), home.names());
    box.remove();
    box.close();
    assertEquals(List.of(), home.names());
    assertFalse(kernel.exists(BOX));
    home.close();
    kernel.checkClean();
  }

  @Test
  void nameOfABoxWhoseSupervisorWasKilledIsFree() {
    BoxHome home = home();
    NamedBox first = home.claim("one");
    first.write(BoxStateTest.RUNNING);
    first.close();
    NamedBox found = home.find("one");
    assertNotNull(found);
    assertEquals(BoxStatus.DEAD, found.status());
    found.close();
    NamedBox second = home.claim("one");
    assertEquals(BoxStatus.STARTING, second.status());
    second.close();
    home.close();
    kernel.checkClean();
  }

  @Test
  void nameOfABoxThatHasEndedIsNotFreeBeforeItIsRemoved() {
    BoxHome home = home();
    NamedBox first = home.claim("one");
    first.write(BoxStateTest.RUNNING.ended(new BoxState.Ending(3, false, 1)));
    first.close();
    assertTrue(refusal(() -> home.claim("one")).contains("limpet rm one"));
    NamedBox found = home.find("one");
    assertNotNull(found);
    assertEquals(BoxStatus.EXITED, found.status());
    assertEquals(3, found.awaitEnd());
    found.removeEnded();
    found.close();
    home.claim("one").close();
    home.close();
    kernel.checkClean();
  }

  @Test
  void boxThatAnotherProcessHoldsIsNotRemoved() {
    BoxHome home = home();
    NamedBox box = home.claim("one");
    box.close();
    kernel.otherLocks(BOX + "/lock", true);
    NamedBox found = home.find("one");
    assertNotNull(found);
    assertTrue(found.isHeld());
    assertTrue(refusal(found::removeEnded).contains("it runs"));
    found.close();
    home.close();
    kernel.checkClean();
  }

  @Test
  void stateThatIsNoneIsRefusedInOneLine() {
    BoxHome home = home();
    NamedBox box = home.claim("one");
    kernel.file(BOX + "/state", 0600, "{\"version\":1");
    String said = refusal(box::state);
    assertTrue(said.contains(BOX + "/state:1:") && said.contains("limpet rm -f one"), said);
    box.close();
    NamedBox left = home.find("one");
    assertNotNull(left);
    left.removeForcibly();
    left.close();
    assertFalse(kernel.exists(BOX));
    home.close();
    kernel.checkClean();
  }

  @Test
  void nameThatIsAPathIsNotLookedUp() {
    BoxHome home = home();
    assertNull(home.find("../boxes"));
    assertTrue(refusal(() -> home.claim("../x")).contains("is none for a box"));
    home.close();
  }
}
