package dev.limpet.cli.full.doctor;

import dev.limpet.linux.Kernel;
import org.jspecify.annotations.Nullable;

/** Whether a box can have more than one user: newuidmap(1) and the ranges of subuid(5). */
final class SubordinateIdsCheck implements Check {
  private static final String NAME = "subordinate-ids";

  @Override
  public Finding find(Facts facts) {
    for (String program : new String[] {"newuidmap", "newgidmap"}) {
      if (facts.program(program).isEmpty()) {
        return Finding.missing(
            NAME, "there is no " + program + " (--subids)", "install the package uidmap");
      }
    }
    Kernel kernel = facts.kernel();
    long uid = Integer.toUnsignedLong(kernel.geteuid());
    String name = name(facts.text("/etc/passwd"), uid);
    for (String file : new String[] {"/etc/subuid", "/etc/subgid"}) {
      if (!hasRange(facts.text(file), name, uid)) {
        return Finding.missing(
            NAME,
            file + " has no line USER:START:COUNT for you (--subids)",
            "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "
                + (name == null ? "USER" : name));
      }
    }
    return Finding.ok(NAME, "boxes may have users of their own (--subids)");
  }

  /** Whether a text of the form of subuid(5) gives any ids to a user, by name or by number. */
  static boolean hasRange(String text, @Nullable String name, long uid) {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      int first = line.indexOf(':');
      int second = first < 0 ? -1 : line.indexOf(':', first + 1);
      String user = first < 0 ? "" : line.substring(0, first);
      if (second > first + 1
          && (user.equals(name) || user.equals(String.valueOf(uid)))
          && isNumber(line.substring(first + 1, second))
          && isNumber(line.substring(second + 1))) {
        return true;
      }
      at = end < 0 ? text.length() : end + 1;
    }
    return false;
  }

  private static boolean isNumber(String text) {
    boolean digits = !text.isEmpty();
    for (int i = 0; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  /** The name of a user in a text of the form of passwd(5); null where there is none. */
  static @Nullable String name(String passwd, long uid) {
    String middle = ":" + uid + ":";
    int at = 0;
    while (at < passwd.length()) {
      int end = passwd.indexOf('\n', at);
      String line = passwd.substring(at, end < 0 ? passwd.length() : end);
      int first = line.indexOf(':');
      int second = first < 0 ? -1 : line.indexOf(':', first + 1);
      if (second >= 0 && line.startsWith(middle, second)) {
        return line.substring(0, first);
      }
      at = end < 0 ? passwd.length() : end + 1;
    }
    return null;
  }
}
