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

  /** The home directory of the first user with that number; null where there is none. */
  public static @Nullable String home(String text, long uid) {
    String number = String.valueOf(uid);
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      int third = field(text, start, stop, 2);
      int fourth = field(text, start, stop, 3);
      if (third >= 0 && fourth >= 0 && text.substring(third, fourth - 1).equals(number)) {
        int sixth = field(text, start, stop, 5);
        int seventh = field(text, start, stop, 6);
        return sixth < 0 ? null : text.substring(sixth, seventh < 0 ? stop : seventh - 1);
      }
      start = stop + 1;
    }
    return null;
  }

  /** Where the field of that index, from 0, begins in a line; negative where it has fewer. */
  private static int field(String text, int start, int stop, int index) {
    int at = start;
    for (int i = 0; i < index; i++) {
      int colon = text.indexOf(':', at);
      if (colon < 0 || colon >= stop) {
        return -1;
      }
      at = colon + 1;
    }
    return at;
  }
}
