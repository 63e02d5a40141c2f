package dev.limpet.cli.full;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths of the host in the values of options, by the forms that these have. */
final class HostPaths {
  private HostPaths() {}

  /** The path that {@code given} names on the host, or null. */
  static @Nullable String of(Given given, String form) {
    if (given.values().isEmpty()) {
      return null;
    }
    String value = given.values().get(0);
    if (form.startsWith("SRC")) {
      int colon = given.values().size() == 1 ? value.indexOf(':') : -1;
      return colon < 0 ? value : value.substring(0, colon);
    }
    // The other option with a directory, --workdir, has one of the box.
    String whole = form.isEmpty() ? OptionNames.optionalForm(given.option()) : form;
    boolean hosts = !OptionNames.canonical(given.option()).equals("--workdir");
    return hosts && isFile(whole, value) ? value : null;
  }

  /** {@code given} with a relative path taken from {@code directory}. */
  static Given from(String directory, Given given, String form) {
    String path = of(given, form);
    if (path == null || path.isEmpty() || path.startsWith("/") || isVolumesName(path, form)) {
      return given;
    }
    String there =
        path.equals(".") ? directory : directory + (directory.endsWith("/") ? "" : "/") + path;
    List<String> values = new ArrayList<>(given.values());
    values.set(0, there + values.get(0).substring(path.length()));
    return new Given(given.option(), values, given.where());
  }

  /** Docker's volumes have names; a path begins with a slash or dot, or is no path. */
  private static boolean isVolumesName(String path, String form) {
    return form.startsWith("SRC[:") && !path.startsWith(".");
  }

  /** Whether one of the alternatives in {@code form} is a file, and {@code value} no other one. */
  private static boolean isFile(String form, String value) {
    boolean file = false;
    int at = 0;
    while (at <= form.length()) {
      int bar = form.indexOf('|', at);
      int end = bar < 0 ? form.length() : bar;
      String one = form.substring(at, end);
      if (one.equals(value)) {
        return false;
      }
      file |= one.equals("FILE") || one.equals("DIR");
      at = end + 1;
    }
    return file;
  }
}
