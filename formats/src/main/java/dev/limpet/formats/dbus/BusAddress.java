package dev.limpet.formats.dbus;

import java.util.ArrayList;
import java.util.List;

/**
 * The address of a bus, such as {@code unix:path=/run/user/1000/bus}, see the specification of
 * D-Bus, "Server Addresses".
 */
public final class BusAddress {
  private static final String TRANSPORT = "unix:";
  private static final String PATH = "path=";

  private BusAddress() {}

  /**
   * The paths of the sockets that an address names, in its order. What is no socket with a path is
   * passed over.
   *
   * @throws DbusException where an escape in it is none
   */
  public static List<String> paths(String address) {
    List<String> paths = new ArrayList<>();
    for (String each : split(address, ';')) {
      if (each.startsWith(TRANSPORT)) {
        for (String pair : split(each.substring(TRANSPORT.length()), ',')) {
          if (pair.startsWith(PATH)) {
            paths.add(unescaped(pair.substring(PATH.length())));
          }
        }
      }
    }
    return paths;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == separator) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    return parts;
  }

  private static String unescaped(String value) {
    byte[] bytes = new byte[value.length() * 3];
    int n = 0;
    int at = 0;
    while (at < value.length()) {
      if (value.charAt(at) == '%') {
        int high = at + 2 < value.length() ? Character.digit(value.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(value.charAt(at + 2), 16);
        if (low < 0) {
          throw new DbusException("an address of a bus with a % that is no escape: " + value);
        }
        bytes[n++] = (byte) (high << 4 | low);
        at += 3;
      } else {
        int next = at + Character.charCount(value.codePointAt(at));
        for (byte b : Utf8.encode(value.substring(at, next))) {
          bytes[n++] = b;
        }
        at = next;
      }
    }
    return Utf8.decode(bytes, 0, n);
  }
}
