package dev.limpet.formats.seccomp;

import dev.limpet.formats.oci.SeccompProfile;
import java.util.Locale;

/** Writes {@code DefaultFilter.java} and {@code NestingFilter.java}. */
final class FilterSource {
  private static final int PER_LINE = 4;

  private FilterSource() {}

  static String ofDefault(SeccompProfile profile) {
    return of(
        profile,
        """
        package dev.limpet.formats.seccomp;

        /**
         * The programs that {@link SeccompCompiler} makes of {@code default.seccomp}, so that no start has
         * to compile them. Generated; the test DefaultFilterJvmTest holds them against the profile.
         */
        public final class DefaultFilter {
          private DefaultFilter() {}

          /** The filter of the default profile, packed as {@link SeccompCompiler#compile} packs it. */
          public static long[] program(Architecture architecture) {
        """);
  }

  static String ofNesting(SeccompProfile profile) {
    return of(
        profile,
        """
        package dev.limpet.formats.seccomp;

        import dev.limpet.formats.oci.Seccomp;

        /**
         * The programs that {@link SeccompCompiler} makes of {@code nesting.seccomp} before {@code
         * default.seccomp}: the default profile, and all that limpet needs to run in a box. Generated; the
         * test NestingFilterJvmTest holds them against the profile.
         */
        public final class NestingFilter {
          private NestingFilter() {}

          /** The filter, instead of {@link Seccomp#DEFAULT}. */
          public static Seccomp filter(Architecture architecture) {
            return new Seccomp.Program(
                "the default profile, open for boxes in the box", program(architecture));
          }

          static long[] program(Architecture architecture) {
        """);
  }

  private static String of(SeccompProfile profile, String head) {
    StringBuilder out = new StringBuilder(head);
    out.append(
        """
            return switch (architecture) {
              case X86_64 -> x8664();
              case AARCH64 -> aarch64();
            };
          }
        """);
    array(out, "x8664", SeccompCompiler.compile(profile, Architecture.X86_64));
    array(out, "aarch64", SeccompCompiler.compile(profile, Architecture.AARCH64));
    return out.append("}\n").toString();
  }

  private static void array(StringBuilder out, String name, long[] program) {
    out.append("\n  private static long[] ").append(name).append("() {\n    return new long[] {\n");
    for (int i = 0; i < program.length; i++) {
      out.append(i % PER_LINE == 0 ? "      " : " ");
      out.append(String.format(Locale.ROOT, "0x%016xL,", program[i]));
      if (i % PER_LINE == PER_LINE - 1 || i == program.length - 1) {
        out.append('\n');
      }
    }
    out.append("    };\n  }\n");
  }
}
