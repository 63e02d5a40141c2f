package dev.limpet.oci.systemd;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.sandbox.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The unit of systemd's whose cgroup a container has; kept in its state between the verbs.
 *
 * @param name a scope, or a slice
 * @param slice the slice that it is in
 * @param user whether it is asked of the user's own systemd
 */
public record Unit(String name, String slice, boolean user) {
  private static final String SLICE = ".slice";
  private static final String ROOT = "-.slice";
  private static final int LONGEST = 255;

  /**
   * The unit of a container, named as runc and crun do.
   *
   * @param cgroupsPath {@code linux.cgroupsPath} of its config.json, as {@code slice:prefix:name};
   *     null or empty where it has none
   * @param id the container's name
   * @throws RefusedException where it is of another form, or names what cannot be a unit
   */
  public static Unit of(@Nullable String cgroupsPath, String id, boolean user) {
    // A container may be named what a unit may not: systemd has an escape for it.
    String path =
        cgroupsPath == null || cgroupsPath.isEmpty()
            ? ":limpet:" + id.replace("+", "\\x2b")
            : cgroupsPath;
    int first = path.indexOf(':');
    int second = path.indexOf(':', first + 1);
    if (first < 0 || second < 0 || path.indexOf(':', second + 1) >= 0) {
      throw refused(path, "slice:prefix:name is wanted with --systemd-cgroup");
    }
    String slice = path.substring(0, first);
    String name = path.substring(second + 1);
    Unit unit =
        new Unit(
            name.endsWith(SLICE) ? name : path.substring(first + 1, second) + "-" + name + ".scope",
            slice.isEmpty() ? (user ? "user.slice" : "system.slice") : rooted(slice),
            user);
    unit.check(path, name);
    return unit;
  }

  private static String rooted(String slice) {
    return slice.equals("-") ? ROOT : slice;
  }

  private void check(String path, String word) {
    if (word.isEmpty() || name.length() > LONGEST || !isUnitName(name)) {
      throw refused(path, "no unit of systemd can be named " + JsonWriter.quoted(name));
    }
    if (!isSlicePath(slice) || (isSlice() && (name.equals(ROOT) || !isSlicePath(name)))) {
      throw refused(
          path, "a slice is wanted such as a-b.slice, which is one of a.slice, and no path");
    }
  }

  private static RefusedException refused(String path, String why) {
    return new RefusedException("linux.cgroupsPath " + JsonWriter.quoted(path) + ": " + why);
  }

  private static boolean isUnitName(String name) {
    boolean plain = true;
    for (int i = 0; i < name.length() && plain; i++) {
      char c = name.charAt(i);
      plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || ":_.\\-@".indexOf(c) >= 0;
    }
    return plain;
  }

  private static boolean isSlicePath(String slice) {
    String words = slice.endsWith(SLICE) ? withoutSuffix(slice) : "";
    return slice.equals(ROOT)
        || (!words.isEmpty()
            && slice.length() <= LONGEST
            && isUnitName(slice)
            && !words.startsWith("-")
            && !words.endsWith("-")
            && !words.contains("--"));
  }

  private static String withoutSuffix(String slice) {
    return slice.substring(0, slice.length() - SLICE.length());
  }

  /** Whether it is a slice, which holds other units and has no processes of its own. */
  public boolean isSlice() {
    return name.endsWith(SLICE);
  }

  /** Its cgroup, below that of its systemd. */
  public String cgroup() {
    return isSlice() ? directory(name) : directory(slice) + "/" + name;
  }

  /** {@code /a.slice/a-b.slice} for {@code a-b.slice}. */
  private static String directory(String slice) {
    if (slice.equals(ROOT)) {
      return "";
    }
    String words = withoutSuffix(slice) + "-";
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      if (words.charAt(i) == '-') {
        path.append('/').append(words, 0, i).append(SLICE);
      }
    }
    return path.toString();
  }

  /** Writes it as the value that comes next. */
  public void write(JsonWriter out) {
    out.beginObject().member("name", name).member("slice", slice).member("user", user).endObject();
  }

  /** Reads what {@link #write} has written. */
  public static Unit read(JsonFields fields) {
    return new Unit(fields.string("name"), fields.string("slice"), fields.flag("user", false));
  }
}
