package dev.limpet.cli.full;

import dev.limpet.cli.Quantities;
import dev.limpet.cli.RunValues;
import dev.limpet.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of the options on networks. */
final class NetworkValues {
  static final String JOIN = "ns:";

  /** Where ip-netns(8) keeps those it names. */
  static final String NAMED = "/run/netns/";

  private NetworkValues() {}

  /** The path of the network namespace that {@code ns:NAME} or {@code ns:PATH} means. */
  static String namespace(String option, String value) {
    String name = value.substring(JOIN.length());
    if (name.startsWith("/")) {
      return RunValues.source(option, name);
    }
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      throw new UsageException(
          option + " " + value + ": ns:NAME for one of ip netns, or ns:/PATH, is wanted");
    }
    return RunValues.source(option, NAMED + name);
  }

  /** The ports so far and one more. */
  static List<Integer> withPort(String option, String value, @Nullable List<Integer> before) {
    long port = Quantities.count(option, value, 0);
    if (port > 0xffff) {
      throw new UsageException(option + " " + value + " is no port: 65535 is the last");
    }
    List<Integer> ports = before == null ? new ArrayList<>() : before;
    ports.add((int) port);
    return ports;
  }
}
