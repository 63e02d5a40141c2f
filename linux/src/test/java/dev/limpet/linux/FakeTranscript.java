package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls as lines of text, much as strace writes them. */
final class FakeTranscript {
  private final List<String> lines = new ArrayList<>();

  void call(String name, String... arguments) {
    lines.add(name + "(" + String.join(", ", arguments) + ")");
  }

  /** Adds its result to the last call. Looking at files for the test is no call and has none. */
  void result(String result) {
    int last = lines.size() - 1;
    if (last >= 0 && lines.get(last).endsWith(")")) {
      lines.set(last, lines.get(last) + " = " + result);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  void clear() {
    lines.clear();
  }

  static String fd(int fd) {
    return fd == Flags.AT_FDCWD ? "AT_FDCWD" : String.valueOf(fd);
  }

  static String quoted(@Nullable String string) {
    return string == null ? "NULL" : "\"" + string.replace("\n", "\\n") + "\"";
  }

  static String quoted(String[] strings) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < strings.length; i++) {
      text.append(i == 0 ? "" : ", ").append(quoted(strings[i]));
    }
    return text.append("]").toString();
  }

  static String octal(long mode) {
    return "0" + Long.toOctalString(mode);
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  /** Bytes as a quoted string, long ones cut. */
  static String bytes(byte[] bytes, int offset, int length) {
    int shown = Math.min(length, 64);
    return quoted(OsString.decode(bytes, offset, shown)) + (shown < length ? "..." : "");
  }
}
