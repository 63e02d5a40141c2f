package dev.limpet.toolchain.lint;

/**
 * One place that is refused.
 *
 * @param className the binary class name
 * @param member the method or field, empty for the class itself
 * @param file the source file, or the class's simple name where the class file names none
 * @param line the line, 0 where the class file names none
 * @param reason what is wrong and what to do instead
 */
public record Finding(String className, String member, String file, int line, String reason) {
  @Override
  public String toString() {
    String place = member.isEmpty() ? className : className + "." + member;
    return place + "(" + file + (line > 0 ? ":" + line : "") + "): " + reason;
  }
}
