package dev.limpet.cli.full.doctor;

import dev.limpet.linux.FileStatus;

/** Where detached boxes are written down. */
final class RuntimeDirectoryCheck implements Check {
  private static final String NAME = "runtime-directory";
  private static final String VARIABLE = "XDG_RUNTIME_DIR";

  @Override
  public Finding find(Facts facts) {
    int uid = facts.kernel().geteuid();
    String path = uid == 0 ? "/run" : facts.variable(VARIABLE);
    if (path.isEmpty()) {
      return Finding.limited(
          NAME,
          VARIABLE + " is not set",
          "log in by a session of systemd, or export "
              + VARIABLE
              + "=/run/user/"
              + Integer.toUnsignedString(uid));
    }
    FileStatus status = facts.status(path);
    if (status == null || !status.isDirectory()) {
      return Finding.missing(
          NAME, path + " is no directory", "make it: install -d -m 700 -o USER " + path);
    }
    if (status.uid() != uid || (uid != 0 && (status.mode() & 077) != 0)) {
      return Finding.missing(
          NAME, path + " can be reached by others", "it has to be yours, with mode 700");
    }
    return Finding.ok(NAME, path);
  }
}
