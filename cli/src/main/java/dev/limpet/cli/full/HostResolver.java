package dev.limpet.cli.full;

import dev.limpet.cli.RunOptions;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.ResolverFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How names are resolved on a network of the host's. Its resolv.conf(5) may be a link to a place
 * that a box does not have, or a mount that it does not see: a box gets what is in it.
 */
final class HostResolver {
  private static final String FILE = "/etc/resolv.conf";

  private final Kernel kernel;

  HostResolver(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The same box with the resolver of the network that it has; null for one of its own. */
  Plan in(Plan plan, FullOptions options) {
    String content = null;
    String joined = options.network().joined();
    if (joined != null) {
      content = ofNamespace(joined);
    } else if (options.plain().network() == RunOptions.Network.HOST) {
      content = text(FILE);
    }
    return content == null ? plan : ResolverFile.in(plan, content);
  }

  /** Where ip-netns(8) has that of a namespace by its name; else the host's. */
  private @Nullable String ofNamespace(String path) {
    String content = null;
    if (path.startsWith(NetworkValues.NAMED)) {
      content = text("/etc/netns/" + path.substring(NetworkValues.NAMED.length()) + "/resolv.conf");
    }
    return content == null ? text(FILE) : content;
  }

  /**
   * What is in a file; null where there is none to read.
   *
   * @throws RefusedException where it is too large
   */
  @Nullable String text(String path) {
    try {
      Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
      try {
        return OsString.decode(file.readAll(ResolverFile.LIMIT));
      } finally {
        file.close();
      }
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case Errno.ENOENT, Errno.EACCES, Errno.ENOTDIR -> null;
        case Errno.EFBIG ->
            throw new RefusedException(
                path + " has more than " + ResolverFile.LIMIT + " bytes: no resolver reads that");
        default -> throw new RefusedException(path + " cannot be read: " + Errno.name(e.errno()));
      };
    }
  }

  /** The file for a resolver at {@code address}, and how the host completes names. */
  static String at(String address, String hosts) {
    StringBuilder out = new StringBuilder("nameserver ").append(address).append('\n');
    for (String line : lines(hosts)) {
      String word = firstWord(line);
      if (word.equals("search") || word.equals("domain") || word.equals("options")) {
        out.append(line).append('\n');
      }
    }
    return out.toString();
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    return lines;
  }

  private static String firstWord(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) > ' ') {
      end++;
    }
    return line.substring(0, end);
  }
}
