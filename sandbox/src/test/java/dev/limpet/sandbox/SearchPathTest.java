package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchPathTest {
  @Test
  void nameIsLookedForInEveryDirectory() {
    assertEquals(List.of("/a/x", "/b/x"), SearchPath.candidates("x", List.of("PATH=/a:/b")));
  }

  @Test
  void commandWithASlashIsAPath() {
    assertEquals(List.of("./x"), SearchPath.candidates("./x", List.of("PATH=/a")));
    assertEquals(List.of("/a/b"), SearchPath.candidates("/a/b", List.of()));
  }

  @Test
  void emptyPartIsTheCurrentDirectory() {
    assertEquals(List.of("./x", "/a/x", "./x"), SearchPath.candidates("x", List.of("PATH=:/a:")));
    assertEquals(List.of("./x"), SearchPath.candidates("x", List.of("PATH=")));
  }

  @Test
  void withoutPathThereIsADefault() {
    assertEquals(List.of("/bin/x", "/usr/bin/x"), SearchPath.candidates("x", List.of("MYPATH=/a")));
  }

  @Test
  void firstOfTwoPathsCounts() {
    assertEquals(List.of("/a/x"), SearchPath.candidates("x", List.of("PATH=/a", "PATH=/b")));
  }
}
