package dev.limpet.cli.full.images;

import dev.limpet.cli.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of an image.
 *
 * @param name as the caller has it; null for a box without one
 * @param user {@code USER[:GROUP]}, names or numbers; null: the image's
 * @param entrypoint what runs instead of the image's, empty for nothing; null: the image's
 * @param cmd what follows it where the caller gives no words; null: the image's
 * @param pull when it is got from its registry; null: where it is not here
 * @param readOnly whether its root may not be written to
 */
public record ImageOptions(
    @Nullable String name,
    @Nullable String user,
    @Nullable String entrypoint,
    @Nullable List<String> cmd,
    @Nullable Pull pull,
    boolean readOnly) {

  /** Refuses what says something of an image where there is none. */
  public void check() {
    if (name == null) {
      refuse("--entrypoint", entrypoint != null);
      refuse("--cmd", cmd != null);
      refuse("--pull", pull != null);
      refuse("--read-only", readOnly);
    }
  }

  private static void refuse(String option, boolean given) {
    if (given) {
      throw new UsageException(
          "run: " + option + " is about an image, and none is given: limpet run [OPTION...] IMAGE");
    }
  }

  /** When an image is got from its registry. */
  public enum Pull {
    MISSING("missing"),
    NEVER("never"),
    ALWAYS("always");

    private final String word;

    Pull(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
