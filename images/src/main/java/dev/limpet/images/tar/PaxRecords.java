package dev.limpet.images.tar;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.tar.TarEntry.Attribute;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of an extended header, {@code LENGTH KEY=VALUE\n} each (pax in POSIX.1). Values stay
 * bytes: those of extended attributes are no text.
 */
final class PaxRecords {
  private static final String ATTRIBUTE = "SCHILY.xattr.";
  private static final int NANO_DIGITS = 9;

  private final Map<String, byte[]> records = new LinkedHashMap<>();

  static PaxRecords read(byte[] bytes) {
    PaxRecords read = new PaxRecords();
    int at = 0;
    while (at < bytes.length) {
      at = read.take(bytes, at);
    }
    return read;
  }

  /** Takes the record at {@code at}; returns where the next one begins. */
  private int take(byte[] bytes, int at) {
    int length = 0;
    int digits = at;
    while (digits < bytes.length && bytes[digits] >= '0' && bytes[digits] <= '9') {
      length = length * 10 + bytes[digits] - '0';
      digits++;
      if (length > bytes.length - at) {
        throw malformed();
      }
    }
    int end = at + length;
    boolean whole = end > digits + 2 && bytes[digits] == ' ' && bytes[end - 1] == '\n';
    int equals = digits + 1;
    while (whole && equals < end && bytes[equals] != '=') {
      equals++;
    }
    if (!whole || equals >= end - 1 || equals == digits + 1) {
      throw malformed();
    }
    String key = OsString.decode(bytes, digits + 1, equals - digits - 1);
    if (key.startsWith("GNU.sparse.")) {
      throw new ImageException("the archive has a sparse file, which layers must not have");
    }
    records.put(key, Arrays.copyOfRange(bytes, equals + 1, end - 1));
    return end;
  }

  private static ImageException malformed() {
    return new ImageException("the archive has an extended header that is malformed");
  }

  /** The value of {@code key} as a text; null where it is absent or, as is the same, empty. */
  @Nullable String text(String key) {
    byte[] value = records.get(key);
    return value == null || value.length == 0 ? null : OsString.decode(value);
  }

  long number(String key, long otherwise) {
    String text = text(key);
    return text == null ? otherwise : decimal(key, text);
  }

  /** Whole seconds of a time, rounded down. */
  long seconds(String key, long otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    int dot = text.indexOf('.');
    String whole = dot < 0 ? text : text.substring(0, dot);
    long seconds = whole.equals("-") || whole.isEmpty() ? 0 : decimal(key, whole);
    return text.startsWith("-") && nanosBehind(key, text) != 0 ? seconds - 1 : seconds;
  }

  int nanos(String key) {
    String text = text(key);
    int behind = text == null ? 0 : nanosBehind(key, text);
    return text != null && text.startsWith("-") && behind != 0 ? 1_000_000_000 - behind : behind;
  }

  private static int nanosBehind(String key, String text) {
    int dot = text.indexOf('.');
    int nanos = 0;
    for (int i = 0; dot >= 0 && i < NANO_DIGITS; i++) {
      int at = dot + 1 + i;
      int digit = at < text.length() ? text.charAt(at) - '0' : 0;
      if (digit < 0 || digit > 9) {
        throw wrong(key);
      }
      nanos = nanos * 10 + digit;
    }
    return nanos;
  }

  private static long decimal(String key, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(key);
    }
  }

  private static ImageException wrong(String key) {
    return new ImageException("the archive has an extended header whose " + key + " is no number");
  }

  List<Attribute> attributes() {
    List<Attribute> attributes = new ArrayList<>();
    records.forEach(
        (key, value) -> {
          if (key.startsWith(ATTRIBUTE)) {
            attributes.add(new Attribute(key.substring(ATTRIBUTE.length()), value));
          }
        });
    return attributes;
  }
}
