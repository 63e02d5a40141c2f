package dev.limpet.formats.proc;

import org.jspecify.annotations.Nullable;

/** {@code /etc/passwd}, see passwd(5): a line {@code NAME:PASSWORD:UID:...} for each user. */
public final class Passwd {
  private Passwd() {}

  /** The first name of the user with that number; null where there is none. */
  public static @Nullable String name(String text, long uid) {
    String number = ":" + uid + ":";
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      int name = text.indexOf(':', start);
      int password = name < 0 ? -1 : text.indexOf(':', name + 1);
      if (name > start && password >= 0 && password < stop && text.startsWith(number, password)) {
        return text.substring(start, name);
      }
      start = stop + 1;
    }
    return null;
  }
}
