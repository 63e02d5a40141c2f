package dev.limpet.oci.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.sandbox.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnitTest {
  private static void check(String name, String slice, String cgroup, @Nullable String path) {
    Unit unit = Unit.of(path, "c1", false);
    assertEquals(new Unit(name, slice, false), unit);
    assertEquals(cgroup, unit.cgroup());
  }

  @Test
  void pathIsSlicePrefixAndName() {
    String docker = "docker-0f.scope";
    check(docker, "system.slice", "/system.slice/" + docker, "system.slice:docker:0f");
    check(
        "cri-containerd-1.scope",
        "kubepods-burstable-pod1_2.slice",
        "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1_2.slice"
            + "/cri-containerd-1.scope",
        "kubepods-burstable-pod1_2.slice:cri-containerd:1");
    check("p-n.scope", "-.slice", "/p-n.scope", "-:p:n");
    check("p-n.scope", "-.slice", "/p-n.scope", "-.slice:p:n");
    check("-n.scope", "system.slice", "/system.slice/-n.scope", "::n");
  }

  @Test
  void sliceIsNamedByItself() {
    check("a-b.slice", "a.slice", "/a.slice/a-b.slice", "a.slice:ignored:a-b.slice");
    assertTrue(Unit.of(":x:b.slice", "c1", false).isSlice());
    assertFalse(Unit.of(null, "c1", false).isSlice());
  }

  @Test
  void containerWithoutAPathHasAScopeOfItsName() {
    check("limpet-c1.scope", "system.slice", "/system.slice/limpet-c1.scope", null);
    check("limpet-c1.scope", "system.slice", "/system.slice/limpet-c1.scope", "");
    assertEquals("user.slice", Unit.of(null, "c1", true).slice());
    assertEquals("limpet-a\\x2bb.scope", Unit.of(null, "a+b", true).name());
  }

  @Test
  void otherFormsAreRefused() {
    for (String wrong :
        List.of(
            "/a/b",
            "a",
            "a.slice:b",
            "a.slice:b:c:d",
            "a.slice:b:",
            "a:b:c",
            ".slice:b:c",
            "-a.slice:b:c",
            "a-.slice:b:c",
            "a--b.slice:b:c",
            "a/b.slice:b:c",
            "a.slice/b.slice:b:c",
            "a.slice:b:c/d",
            "a.slice:b/..:c",
            "a.slice:b c:d",
            "a.slice:b:.slice",
            "a.slice:b:-.slice",
            "a.slice:b:c\n",
            "a.slice:b:" + "c".repeat(250),
            "::a--b.slice")) {
      assertThrows(RefusedException.class, () -> Unit.of(wrong, "c1", false), wrong);
    }
    assertEquals(
        "linux.cgroupsPath \"/a/b\": slice:prefix:name is wanted with --systemd-cgroup",
        assertThrows(RefusedException.class, () -> Unit.of("/a/b", "c1", false)).getMessage());
  }

  @Test
  void isReadAsItWasWritten() {
    Unit unit = Unit.of("a-b.slice:c:d", "c1", true);
    JsonWriter out = new JsonWriter().beginObject().key("unit");
    unit.write(out);
    JsonFields fields = JsonFields.of(JsonReader.read(out.endObject().toString()));
    assertEquals(unit, Unit.read(fields.object("unit")));
  }
}
