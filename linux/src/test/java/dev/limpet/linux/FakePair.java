package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;

/** Two sockets that are connected to each other, and the messages on their way between them. */
final class FakePair {
  record Message(String text, List<FakeFile> files) {
    byte[] bytes() {
      return OsString.encode(text);
    }
  }

  /** What each side has not received yet. */
  final List<List<Message>> incoming = List.of(new ArrayList<>(), new ArrayList<>());

  /** Whether another process holds that side. */
  final boolean[] otherHolds = new boolean[2];

  /** Whether anybody has the end {@code side} open. */
  boolean isHeld(FakeDescriptors descriptors, int side) {
    for (FakeFile file : descriptors.files()) {
      if (file instanceof FakeFile.Paired end && end.pair == this && end.side == side) {
        return true;
      }
    }
    return otherHolds[side];
  }
}
