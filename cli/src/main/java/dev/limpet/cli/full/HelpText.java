package dev.limpet.cli.full;

/** The manual. Lines have at most 80 characters. */
final class HelpText {
  static final String LIMPET =
      """
      limpet - runs anything in the thinnest shell that holds it

      Usage:
        limpet run [OPTION...] [--] COMMAND [ARG...]   run a command in a process box
        limpet run [OPTION...] IMAGE [ARG...]          run an OCI image in one
        limpet build [OPTION...] [--] COMMAND [ARG...] the same, with a root to write to
        limpet exec NAME COMMAND [ARG...]              run a command in a box that runs
        limpet enter NAME                              run a shell there
        limpet ps                                      list the boxes that have a name
        limpet logs NAME                               print what a detached one wrote
        limpet kill NAME...                            send them a signal
        limpet wait NAME...                            wait until they have ended
        limpet rm NAME...                              remove what they have left
        limpet pull NAME                               get an OCI image from a registry
        limpet push NAME [NAME-THERE]                  bring one to a registry
        limpet load PATH [NAME]                        take an OCI image from a file
        limpet save NAME                               write one into an archive
        limpet images                                  list those that are here
        limpet inspect NAME                            all that is known of one
        limpet rmi NAME...                             remove them
        limpet unpack NAME [DIR]                       unpack one
        limpet prune                                   remove what no image needs
        limpet doctor                                  what this machine can hold
        limpet completion bash                         completion, for bash to source
        limpet help [VERB]                             this text, or a verb's
        limpet version                                 the version

      Try:
        limpet run sh
        limpet run --vol . /mnt -C /mnt make
        limpet run alpine:3.20 sh
        limpet run --dry-run true

      limpet help run says what a box is, what goes in and out, and all options.
      """;

  static final String DOCTOR =
      """
      limpet doctor - what this machine can hold

      Usage: limpet doctor [--json]

      Looks at the machine as you, and says for each thing whether it is OK, limited or
      missing, what that means, and what to do about it. A box is really started, a
      user namespace made and an overlay mounted, each in a process of its own that
      leaves nothing.

        box                a box can be started
        kernel             Linux 5.12 or later
        user-namespaces    you may make them
        namespaces         the other kinds
        seccomp            filters of system calls
        landlock           ports, abstract sockets, signals
        cgroups            --memory, --cpus, --pids
        overlay            a writable layer over the root
        subordinate-ids    newuidmap, /etc/subuid and /etc/subgid
        user-network       pasta or slirp4netns, and /dev/net/tun
        runtime-directory  where detached boxes are written down
        kvm                the processor's help for virtual machines

      --json prints one line: {"boxes":true,"checks":[{"name":"box","state":"ok",
      "what":"...","fix":null},...]}. boxes says whether boxes can be started; state is
      ok, limited or missing; fix is null where there is nothing to do. Checks may be
      added, and the words of what and fix may change.

      Exit code: 0 where boxes can be started, 1 where not, 125 limpet itself failed
      """;

  static final String RUN =
      """
      limpet run - run a command or an image in a process box

      Usage: limpet run [OPTION...] [--] COMMAND [ARG...]
             limpet run [OPTION...] IMAGE [ARG...]
             limpet build [OPTION...] [--] COMMAND [ARG...]

      build is run with a root that may be written to, as far as you may.

      Runs COMMAND as pid 1 of a new set of namespaces: user, mount, pid, network, ipc,
      uts, cgroup, time (Linux 6.3). No root, no setuid, no daemon; nothing is left when
      it ends.

      Command or image
        The first word is an image if it has a : or @, as in alpine:3.20, or if an image
        of that name is here (limpet images lists them). Behind --, with --rootfs, or
        with / or . at its beginning it is a command. Where a word is both an image and
        a command of the host the image is run, and a line says so.

      The box
        /          the root of the host, read-only, without what is mounted below it,
                   and without /run
        /tmp       empty, writable, at most 256 MiB in 256 Ki files, gone at the end.
                   Programs in it may be executed: to forbid that would stop builds
                   and no attacker
        /dev       null zero full random urandom tty, a pts of its own, and shm, which
                   holds at most 64 MiB
        /proc      of the box only; what tells of or changes the host is masked
        network    a loopback interface and nothing else
        user       you, under your own number, with no capability, no way to gain one
                   (no_new_privs, nosuid), and a filter of system calls like docker's,
                   which ends programs of another processor's (32-bit ones)
        files      descriptors 0, 1 and 2; others are closed
        terminal   may be read and written where descriptors 0, 1 or 2 are one, but
                   controls nothing in the box: it cannot be typed into (TIOCSTI), and
                   a shell in the box has no job control. -t gives it one of its own

      Files
        --rootfs DIR     make DIR the root instead of /. It needs the directories
                         /proc, /dev and /tmp
        --overlay        let all of the root be written to, as far as you may, and throw
                         the changes away at the end. They are kept in memory, and
                         may take 1 GiB in 256 Ki files
        --overlay-size SIZE
                         the same, with how much they may take
        --overlay=DIR    keep the changes in DIR, which is made if it is missing: the
                         next box with it begins with them, one box at a time.
                         DIR/upper has them for you to look at
        --map SRC DST    show SRC of the host on DST of the box, read-only
        --vol SRC DST    the same, writable. Both come with what is mounted below SRC.
                         DST is absolute; it exists in the root, or is made below
                         /tmp or /dev/shm
        -v, --volume SRC[:DST[:ro]]
                         the same as docker writes it; writable without ro. SRC begins
                         with / or . and DST is SRC where it is left out
        --tmpfs DST[:OPTION,...], --tmpfs OPTION,... DST
                         an empty file system in memory on DST: size=SIZE (64m),
                         mode=OCTAL, nr_inodes=N, noexec, ro

      Images
        --image IMAGE    the image; all words are then its command's
        --pull missing|never|always
                         get it from its registry where it is not here, which is what
                         a name with : or @ does; or in no case; or in any
        --entrypoint PROGRAM
                         run this instead of what the image says, without its
                         arguments; nothing where it is empty
        --cmd ARG        an argument in the place of the image's; to be repeated
        --read-only      let the root be read only, but for the image's volumes
        -u, --user USER[:GROUP]
                         run as this user of the image: names or numbers
        An image is unpacked once, and all its boxes share that; what a box changes is
        kept in memory and thrown away, as with --overlay, whose options it takes.
        ENTRYPOINT, CMD, ENV, WORKDIR, USER and VOLUME are those of docker run. Of your
        environment it has TERM, with -t, and what -e passes on. /tmp is the image's.
        SIGTERM reaches it as its STOPSIGNAL. All its users have ids where you are root,
        or where it was unpacked with subordinate ids; its root has then the
        capabilities of --subids and NET_BIND_SERVICE. Otherwise the one user that it
        runs as is you, and all of its files are. No JVM is started for an image that is
        here.

      Environment
        -e, --env NAME=VALUE
                         set a variable; the others are the caller's
        -e NAME          pass one on, for use with --clear-env
        -E, --unset NAME
                         take one away
        --clear-env      begin with no variable at all
        --env-file FILE
                         set those of FILE, a line NAME=VALUE for each, as it stands;
                         lines that begin with # say nothing. -e and -E come after
        -C, -w, --workdir DIR
                         work in DIR of the box. Otherwise in the current directory
                         where the box has it, else in /

      Isolation
        --hostname NAME  the box's host name; otherwise it is the host's
        -u, --user UID[:GID]
                         the number under which the command sees you. You remain
                         yourself: it gives no right
        --map-root       the same as -u 0
        --subids         have your ids of /etc/subuid and /etc/subgid, too: they fill
                         the numbers of the box from 0 on, around your own. With
                         --map-root the command may give them to files and processes
                         (the capabilities CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL,
                         SETGID and SETUID). Needs newuidmap (package uidmap)
        --net, --network none|host
                         the box's own network, which is the default, or the host's,
                         with its loopback and its resolver. Its abstract sockets
                         stay closed where Landlock has scopes (Linux 6.12), see
                         --dry-run
        --net user       the box's own network, connected with what you reach, through
                         pasta (package passt) or slirp4netns, which need no root. The
                         host's loopback is not reached, and nobody gets in. Names are
                         resolved as on the host
        --net ns:NAME    the network namespace NAME of ip netns, or one by its path,
                         ns:/proc/PID/ns/net. Root may join those that root made
        --connect-tcp PORT
                         let TCP connect to this port and no other; to be repeated for
                         more. It says nothing of UDP, nor of ports to bind. Needs
                         Linux 6.7
        --bind-tcp PORT  the same for the TCP ports that may be bound; it says nothing
                         of connections, nor of listening without binding, at a port
                         that the kernel chooses
        --seccomp default|none|FILE
                         which system calls are refused: as docker does; only typing
                         into terminals; or what a profile of the OCI, docker or
                         podman says, of which capabilities hold none and 32-bit
                         calls are not served. --dry-run says what of it has no
                         effect. A path of that name is ./default

      Terminal
        -t, --tty        give the box a terminal of its own: descriptors 0, 1 and 2,
                         /dev/tty and /dev/console. What you type goes there, what is
                         written there comes here, and its window has the size of
                         yours. A shell in the box has job control. Where standard
                         input is no terminal its end is typed, too (Ctrl-D).
                         Where limpet itself is killed by SIGKILL your terminal stays
                         as it was needed for that: stty sane
        -i, --interactive (what every box is; for who is used to it, as in -it)

        --nest           let the command run limpet in the box, 16 deep, or 32 with
                         --init in each. It may then make namespaces and mounts, and
                         see in them what is masked in /proc. As root this is for
                         commands that you trust: they can change the settings of
                         the kernel

      Limits
        --memory SIZE    memory of all processes together, files in /tmp and /dev/shm
                         included, without swap: bytes, or with k, m, g, t. The
                         kernel kills in a box that wants more (exit code 137)
        --cpus N         processors, such as 0.5 or 2
        --pids N         processes and threads
                         These three need a cgroup that you may make: as root, or by
                         systemd-run --user --scope -p Delegate=yes limpet ...
                         with limpet alone in there. exec into such a box is for
                         processes of the same user manager, too.
                         Without one --pids holds for users, --memory for each
                         process, --cpus not at all; one line then says so
        --nofile N       open descriptors of each process
        --fsize SIZE     the largest file it may write: bytes, or with k, m, g, t
        --timeout DURATION
                         kill the box after 10, 10s, 1.5m, 2h, 1d or 500ms; the exit
                         code is then 124
        --stats          say at the end what was used, on standard error; a line of
        --stats=json     JSON: exit_code, timed_out, wall_ns, user_ns, system_ns, and
                         peak_memory_bytes of the largest process; where the box has
                         a cgroup, of all together: peak_memory_bytes, cpu_ns,
                         oom_kills in cgroup

      Processes
        --init           be pid 1 of the box: reap what nobody waits for, and let the
                         command be an ordinary process, which signals from inside the
                         box end, too (SIGPIPE, abort). It can read limpet's command
                         line in /proc/1

      Name and detachment
        --name NAME      the name for exec, ps, kill and wait. Without -d nothing is
                         left of the box when it ends
        -d, --detach     print the box's name, generated where none is given, and
                         return as soon as the command is executed. A process of
                         limpet's own holds the box from then on: standard input is
                         empty, output goes to a log for limpet logs, --timeout is
                         kept, and what --stats says is the log's last line. Exit code
                         and log stay until limpet rm
        --log-size SIZE  what the log may have, at least 4k (1m): the newest output
                         stays, at least half of this
        --rm             with -d: leave nothing when the box ends; without, it is
                         what every box does

      Policy
        --policy FILE    take options from FILE, YAML or JSON: a key for each by its
                         long name, such as net: host, and command for the command.
                         The command line comes after it: it replaces what has one
                         value and adds to what may be repeated. Paths are relative
                         to FILE. See docs/policy.md
        --print-policy   print the options in force so that --policy reads them, and run
                         nothing

      Other
        --dry-run        print what would be done, and what the options open
        --help           print this
        --               what follows is the command

      The environment is the caller's. COMMAND is searched in PATH inside the box.
      Options end at the first word that is none. --map, --vol, -v, --tmpfs, -e, -E and
      --env-file may be repeated. A long option takes its value as --option=value too.

      Signals: HUP INT QUIT TERM USR1 USR2 ALRM WINCH CONT TSTP reach the command; one
      that it leaves alone has its default action, as outside a box. Signals from inside
      the box have none for pid 1 (see pid_namespaces(7)) without --init. When limpet
      dies, even by KILL, the kernel kills all that is in the box, whatever the command
      does.

      Exit code: the command's own, 128+N if signal N ended it,
        124  --timeout ended it
        125  limpet itself failed; one line on standard error says why
        126  the command is there and cannot be executed
        127  the command is not there

      Examples
        limpet run -- id
        limpet run --map ~/.m2 /mnt --vol . /tmp/src -C /tmp/src make
        limpet run --rootfs /srv/alpine -- /bin/sh
        limpet run -d --name web -v ./site:/www:ro --net user example.org/httpd:2.4
      """;

  private HelpText() {}
}
