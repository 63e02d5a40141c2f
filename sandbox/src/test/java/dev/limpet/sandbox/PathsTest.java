package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathsTest {
  @Test
  void withinIsAMatterOfWholeNames() {
    assertTrue(Paths.isWithin("/a/b", "/a"));
    assertTrue(Paths.isWithin("/a", "/a"));
    assertTrue(Paths.isWithin("/a", "/"));
    assertTrue(Paths.isWithin("/", "/"));
    assertFalse(Paths.isWithin("/ab", "/a"));
    assertFalse(Paths.isWithin("/", "/a"));
    assertFalse(Paths.isWithin("a", "/"));
  }

  @Test
  void normalizedHasNoSuperfluousParts() {
    assertEquals("/a/b", Paths.normalized("//a/./b//"));
    assertEquals("/", Paths.normalized("/"));
    assertEquals("/", Paths.normalized("/./."));
    assertEquals("/a/../b", Paths.normalized("/a/../b"));
    assertEquals("/...", Paths.normalized("/..."));
  }

  @Test
  void parentsAreSeen() {
    assertTrue(Paths.hasParent("/a/../b"));
    assertTrue(Paths.hasParent("/a/.."));
    assertTrue(Paths.hasParent(".."));
    assertTrue(Paths.hasParent("../a"));
    assertFalse(Paths.hasParent("/a/..b"));
    assertFalse(Paths.hasParent("/a..b/..."));
  }

  @Test
  void boxFurnishesItsRootProcAndDev() {
    for (String own : List.of("/", "/proc", "/proc/self", "/dev", "/dev/null", "/dev/shm")) {
      assertTrue(Paths.isBoxsOwn(own), own);
    }
    for (String free : List.of("/mnt", "/process", "/devices", "/dev/shm/x", "/tmp")) {
      assertFalse(Paths.isBoxsOwn(free), free);
    }
  }
}
