package dev.limpet.images.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whose files those of a tree become. */
public enum Ownership {
  /** Owners as the image says, by CAP_CHOWN: of root, or of a user namespace. */
  EXACT,

  /** The caller owns every file: without that capability there is nothing else. */
  OWN;

  private static final int CAP_CHOWN = 0;

  /** What this process can do. */
  public static Ownership ofProcess() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("CapEff:")) {
        long effective = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        return (effective >>> CAP_CHOWN & 1) != 0 ? EXACT : OWN;
      }
    }
    throw new IOException("/proc/self/status has no CapEff");
  }
}
