package dev.limpet.images.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a registry wants before it answers: {@code WWW-Authenticate} of RFC 9110.
 *
 * @param scheme in lower case
 * @param parameters their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
  /** The first of {@code headers} that is for a token, else for a password; else null. */
  static @Nullable Challenge choose(List<String> headers) {
    Challenge basic = null;
    for (String header : headers) {
      Challenge challenge = parse(header);
      if (challenge.scheme.equals("bearer")) {
        return challenge;
      }
      basic = challenge.scheme.equals("basic") ? challenge : basic;
    }
    return basic;
  }

  static Challenge parse(String header) {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = space < 0 ? header.length() : space + 1;
    while (at < header.length()) {
      int equals = header.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String name = header.substring(at, equals).strip().toLowerCase(Locale.ROOT);
      StringBuilder value = new StringBuilder();
      at = value(header, equals + 1, value);
      parameters.put(name, value.toString());
    }
    return new Challenge(scheme.toLowerCase(Locale.ROOT), parameters);
  }

  /** Reads a word or a quoted text into {@code value}; returns where the next parameter begins. */
  private static int value(String header, int start, StringBuilder value) {
    int at = start;
    boolean quoted = at < header.length() && header.charAt(at) == '"';
    at += quoted ? 1 : 0;
    while (at < header.length()) {
      char c = header.charAt(at++);
      if (quoted ? c == '"' : c == ',') {
        quoted = false;
        break;
      }
      if (quoted && c == '\\' && at < header.length()) {
        c = header.charAt(at++);
      }
      value.append(c);
    }
    while (at < header.length() && (header.charAt(at) == ',' || header.charAt(at) == ' ')) {
      at++;
    }
    return at;
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
