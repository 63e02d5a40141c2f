package dev.limpet.formats.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a command of an image runs as.
 *
 * @param groups supplementary ones
 * @param home its directory, as the image's {@code /etc/passwd} says; {@code /} otherwise
 */
public record Account(int uid, int gid, List<Integer> groups, String home) {
  /** The largest number that is somebody. */
  private static final long MAX_ID = 0xffff_fffeL;

  private static final int USERS_FIELDS = 7;
  private static final int GROUPS_FIELDS = 4;

  public Account {
    groups = List.copyOf(groups);
  }

  /**
   * The account that {@code wanted} is, by the rules of docker: {@code USER[:GROUP]}, each a name
   * or a number; root where it is empty. Without a group it has the user's, and all those that the
   * user is a member of.
   *
   * @param passwd passwd(5) of the image, empty where it has none
   * @param group group(5) of the image, empty where it has none
   * @throws UnknownAccountException where a name is in neither
   */
  public static Account of(String wanted, String passwd, String group) {
    int colon = wanted.indexOf(':');
    String user = colon < 0 ? wanted : wanted.substring(0, colon);
    String itsGroup = colon < 0 ? "" : wanted.substring(colon + 1);
    List<String> entry = entry(passwd, user.isEmpty() ? "0" : user, USERS_FIELDS);
    long uid = entry == null ? (user.isEmpty() ? 0 : number(user)) : number(entry.get(2));
    if (uid < 0) {
      throw new UnknownAccountException("user", user, "/etc/passwd");
    }
    long primary = entry == null ? 0 : Math.max(0, number(entry.get(3)));
    String home = entry == null || entry.get(5).isEmpty() ? "/" : entry.get(5);
    List<Integer> groups = new ArrayList<>();
    if (itsGroup.isEmpty()) {
      if (entry != null) {
        addGroups(groups, group, entry.get(0));
      }
    } else {
      List<String> named = entry(group, itsGroup, GROUPS_FIELDS);
      primary = number(named == null ? itsGroup : named.get(2));
      if (primary < 0) {
        throw new UnknownAccountException("group", itsGroup, "/etc/group");
      }
    }
    return new Account((int) uid, (int) primary, groups, home);
  }

  /** The first entry with that name or number, whichever comes first; null for none. */
  private static @Nullable List<String> entry(String text, String wanted, int fields) {
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      List<String> entry = fields(text.substring(at, end), ':');
      boolean whole = entry.size() >= fields && number(entry.get(2)) >= 0;
      if (whole && (entry.get(0).equals(wanted) || entry.get(2).equals(wanted))) {
        return entry;
      }
      at = end + 1;
    }
    return null;
  }

  private static void addGroups(List<Integer> groups, String text, String user) {
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      List<String> entry = fields(text.substring(at, end), ':');
      if (entry.size() >= GROUPS_FIELDS && fields(entry.get(3), ',').contains(user)) {
        long gid = number(entry.get(2));
        if (gid >= 0 && !groups.contains((int) gid)) {
          groups.add((int) gid);
        }
      }
      at = end + 1;
    }
  }

  private static int end(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static List<String> fields(String line, char separator) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      int next = line.indexOf(separator, at);
      int end = next < 0 ? line.length() : next;
      fields.add(line.substring(at, end));
      at = end + 1;
    }
    return fields;
  }

  /** An id; negative for what is none. */
  private static long number(String text) {
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
      if (number > MAX_ID) {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : number;
  }
}
