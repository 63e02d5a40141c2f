package dev.limpet.oci;

/** What {@code limpet-oci help} says. */
final class HelpText {
  static final String TEXT =
      """
      limpet-oci: an OCI runtime, for engines such as Podman, containerd and Docker

      usage: limpet-oci [GLOBAL OPTION...] VERB [OPTION...] ID
         or: limpet oci ...

      Verbs of the OCI runtime specification 1.2
        create ID            make the container of a bundle, up to where its program is
                             to be started
        start ID             start the program of a created container
        state ID             tell the state as JSON
        kill ID [SIGNAL]     send a signal (SIGTERM) to its first process; --all: to all
        delete ID            remove a stopped or created container; --force: a running
                             one, and no failure where there is none

      Further verbs
        run ID               create, start, wait, delete; ends with the program's code;
                             -d, --detach: do not wait; --keep: do not delete
        exec ID COMMAND...   run one more process in it, held as its program is
        list                 all containers; -f json, -q
        ps ID [OPTION...]    its processes; -f json
        pause ID, resume ID  stop all of its processes, let them go on
        update ID            change its limits: -r FILE, --memory, --cpu-quota, --cpu-period,
                             --cpu-shares, --cpuset-cpus, --cpuset-mems, --pids-limit ...
        events ID            what it uses, as JSON, every --interval (5s); --stats: once
        spec                 write a config.json to begin with; --rootless
        features             what this runtime can do, as JSON

      Options of create and run
        -b, --bundle DIR     the directory of config.json (the current one)
        -f, --config FILE    another config.json
        --pid-file FILE      write the number of its first process there
        --console-socket P   send its terminal to who listens on this socket
        --preserve-fds N     descriptors that it gets beside the standard ones
        --no-pivot           for a root on an initial ramdisk
        --no-new-keyring     leave it the caller's session keyring

      Options of exec
        -p, --process FILE   the process, as JSON; else -e A=B, --cwd DIR, -u UID[:GID],
                             -g GID, -c CAPABILITY, -t, --no-new-privs, --apparmor PROFILE,
                             --process-label LABEL
        -d, --detach         do not wait for it
        --ignore-paused      in a paused container, too: wait there until it is resumed
        --pid-file, --console-socket, --preserve-fds: as for create

      Global options
        --root DIR           where the containers are kept (/run/limpet-oci; for users
                             $XDG_RUNTIME_DIR/limpet-oci)
        --log FILE           write failures there, too; --log-format text|json
        --debug              tell what is decided and done, in the log or on standard error
        --systemd-cgroup     ask systemd for a unit for the container, and so for its cgroups:
                             linux.cgroupsPath is slice:prefix:name; without one it is
                             limpet-ID.scope in system.slice, for users in user.slice of
                             their own systemd; annotations org.systemd.property.NAME are
                             properties of the unit: true, 'text', 5, uint64 5, ['a', 'b'];
                             --cgroup-manager cgroupfs|systemd says the same
        --rootless BOOL      true, false or auto (auto)

      Exit codes: the program's own for run and exec, 127 where it is not there, 126 where it
      may not be executed; 0; 125 where limpet-oci failed.
      """;

  private HelpText() {}
}
