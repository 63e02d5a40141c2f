package dev.limpet.cli;

/** The manual. Lines have at most 80 characters. */
final class HelpText {
  static final String LIMPET =
      """
      limpet - runs anything in the thinnest shell that holds it

      Usage:
        limpet run [OPTION...] [--] COMMAND [ARG...]   run a command in a process box
        limpet help [VERB]                             this text, or a verb's
        limpet version                                 the version

      Try:
        limpet run sh
        limpet run --vol . /mnt -C /mnt make
        limpet run --dry-run true

      limpet help run says what a box is, what goes in and out, and all options.
      """;

  static final String RUN =
      """
      limpet run - run a command in a process box

      Usage: limpet run [OPTION...] [--] COMMAND [ARG...]

      Runs COMMAND as pid 1 of a new set of namespaces: user, mount, pid, network, ipc,
      uts, cgroup, time. No root, no setuid, no daemon; nothing is left when it ends.

      The box
        /          the root of the host, read-only, without what is mounted below it
        /tmp       empty, writable, at most 256 MiB, gone at the end. Programs in it
                   may be executed: to forbid that would stop builds and no attacker
        /dev       null zero full random urandom tty, a pts of its own, and shm, which
                   holds at most 64 MiB
        /proc      of the box only; what tells of or changes the host is masked
        network    a loopback interface and nothing else
        user       you, under your own number, with no capability, no way to gain one
                   (no_new_privs, nosuid), and a filter of system calls like docker's
        files      descriptors 0, 1 and 2; others are closed
        terminal   stays the box's if one is there; it cannot be typed into (TIOCSTI)

      Options
        --rootfs DIR     make DIR the root instead of /. It needs the directories
                         /proc, /dev and /tmp
        --map SRC DST    show SRC of the host on DST of the box, read-only
        --vol SRC DST    the same, writable. Both come with what is mounted below SRC.
                         DST is absolute; it exists in the root, or is made below
                         /tmp or /dev/shm
        -e NAME=VALUE    set an environment variable; the others are the caller's
        -e NAME          pass one on, which is the case anyway
        -C DIR           work in DIR of the box. Otherwise in the current directory
                         where the box has it, else in /
        --dry-run        print what would be done, and what the options open
        --help           print this
        --               what follows is the command

      The environment is the caller's. COMMAND is searched in PATH inside the box.
      Options end at the first word that is none. --map, --vol and -e may be repeated.

      Signals: HUP INT QUIT TERM USR1 USR2 ALRM WINCH CONT TSTP reach the command; one
      that it leaves alone has its default action, as outside a box. When limpet dies,
      even by KILL, the kernel kills all that is in the box.

      Exit code: the command's own, 128+N if signal N ended it,
        125  limpet itself failed; one line on standard error says why
        126  the command is there and cannot be executed
        127  the command is not there

      Examples
        limpet run -- id
        limpet run --map ~/.m2 /mnt --vol . /tmp/src -C /tmp/src make
        limpet run --rootfs /srv/alpine -- /bin/sh
      """;

  private HelpText() {}
}
