package dev.limpet.cli.full.doctor;

import dev.limpet.formats.proc.MalformedLineException;
import dev.limpet.formats.proc.Passwd;
import dev.limpet.formats.proc.SubordinateIds;
import dev.limpet.linux.Kernel;
import org.jspecify.annotations.Nullable;

/** Whether a box can have more than one user: newuidmap(1) and the ranges of subuid(5). */
final class SubordinateIdsCheck implements Check {
  private static final String NAME = "subordinate-ids";

  @Override
  public Finding find(Facts facts) {
    for (String program : new String[] {"newuidmap", "newgidmap"}) {
      if (facts.program(program) == null) {
        return Finding.missing(
            NAME, "there is no " + program + " (--subids)", "install the package uidmap");
      }
    }
    Kernel kernel = facts.kernel();
    long uid = Integer.toUnsignedLong(kernel.geteuid());
    String name = Passwd.name(facts.text("/etc/passwd"), uid);
    for (String file : new String[] {"/etc/subuid", "/etc/subgid"}) {
      if (!hasRange(facts.text(file), name, uid)) {
        return Finding.missing(
            NAME,
            file + " has no line USER:START:COUNT for you (--subids)",
            "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "
                + (name == null ? "USER" : name));
      }
    }
    return Finding.ok(NAME, "boxes may have users of their own (--subids)");
  }

  private static boolean hasRange(String text, @Nullable String name, long uid) {
    try {
      return !SubordinateIds.of(text, name, uid).isEmpty();
    } catch (MalformedLineException e) {
      return false;
    }
  }
}
