package dev.limpet.toolchain.lint;

import java.util.Set;

/**
 * A part of the class library that native code must not use.
 *
 * @param owner a class's internal name, which stands for its nested classes too, or a package's
 *     with a slash at the end, which stands for the packages below it too
 * @param except where members are named: those members; else classes of the package. These are
 *     allowed
 * @param only the members that are refused; empty for all
 * @param reason why, and what to use instead
 */
record Ban(String owner, Set<String> except, Set<String> only, String reason) {
  static Ban all(String owner, String reason) {
    return new Ban(owner, Set.of(), Set.of(), reason);
  }

  static Ban allExcept(String owner, Set<String> except, String reason) {
    return new Ban(owner, except, Set.of(), reason);
  }

  static Ban only(String owner, Set<String> members, String reason) {
    return new Ban(owner, Set.of(), members, reason);
  }

  /** Whether naming the class {@code type} is refused, whatever is done with it. */
  boolean bansType(String type) {
    if (!only.isEmpty() || !isOwner(type)) {
      return false;
    }
    return owner.endsWith("/") ? !except.contains(type) : except.isEmpty();
  }

  /** Whether the method or field {@code type.member} is refused. */
  boolean bansMember(String type, String member) {
    if (!isOwner(type)) {
      return false;
    }
    if (owner.endsWith("/")) {
      return !except.contains(type) && (only.isEmpty() || only.contains(member));
    }
    return !except.contains(member) && (only.isEmpty() || only.contains(member));
  }

  private boolean isOwner(String type) {
    return owner.endsWith("/")
        ? type.startsWith(owner)
        : type.equals(owner) || type.startsWith(owner + "$");
  }
}
