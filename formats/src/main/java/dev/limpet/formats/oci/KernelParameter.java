package dev.limpet.formats.oci;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a parameter of the kernel's, see sysctl(8): which one it is, however it was written.
 *
 * @param words those of its path below /proc/sys, none of which leads anywhere else
 */
public record KernelParameter(List<String> words) {
  public KernelParameter {
    words = List.copyOf(words);
    for (String word : words) {
      if (leadsAway(word)) {
        throw new IllegalArgumentException(word);
      }
    }
  }

  private static boolean leadsAway(String word) {
    return word.isEmpty()
        || word.equals(".")
        || word.equals("..")
        || word.indexOf('/') >= 0
        || word.indexOf('\0') >= 0;
  }

  /**
   * Reads a name in which dots or slashes separate. As for sysctl(8) the first of either tells
   * which, and the other one stands for it within a word: {@code net.ipv4.conf.eth0/1.forwarding}.
   *
   * @return null where a word of it is empty or leads elsewhere
   */
  public static @Nullable KernelParameter named(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    boolean dots = slash < 0 || (dot >= 0 && dot < slash);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= name.length(); i++) {
      char c = i == name.length() ? (dots ? '.' : '/') : name.charAt(i);
      if (c == (dots ? '.' : '/')) {
        if (leadsAway(word.toString())) {
          return null;
        }
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(dots && c == '/' ? '.' : c);
      }
    }
    return new KernelParameter(words);
  }

  /** Its path below /proc/sys. */
  public String path() {
    return String.join("/", words);
  }

  /**
   * The kind of namespace that each has its own of; null where it is the whole machine's, or may
   * be.
   */
  public @Nullable NamespaceType owner() {
    String first = words.get(0);
    if (words.size() > 1 && first.equals("net")) {
      return NamespaceType.NETWORK;
    }
    if (words.size() > 2 && first.equals("fs") && words.get(1).equals("mqueue")) {
      return NamespaceType.IPC;
    }
    return switch (path()) {
      case "kernel/msgmax",
          "kernel/msgmnb",
          "kernel/msgmni",
          "kernel/sem",
          "kernel/shmall",
          "kernel/shmmax",
          "kernel/shmmni",
          "kernel/shm_rmid_forced" ->
          NamespaceType.IPC;
      case "kernel/hostname", "kernel/domainname" -> NamespaceType.UTS;
      default -> null;
    };
  }

  /** As it is known: with dots where that is clear. */
  @Override
  public String toString() {
    return path().indexOf('.') < 0 ? String.join(".", words) : path();
  }
}
