package dev.limpet.linux;

/** The text of uid_map and gid_map, as user_namespaces(7) has it. */
final class FakeIdMap {
  private FakeIdMap() {}

  /**
   * The id inside for the only map that a process without privileges outside may write for itself:
   * one line, one id, its own.
   */
  static int inside(FakeCalls calls, String text, int own) {
    String[] words = text.trim().split(" ");
    if (words.length != 3) {
      throw calls.fail(Errno.EINVAL);
    }
    if (Integer.parseInt(words[1]) != own || !words[2].equals("1")) {
      throw calls.fail(Errno.EPERM);
    }
    return Integer.parseInt(words[0]);
  }
}
