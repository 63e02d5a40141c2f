package dev.limpet.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fake's programs for cgroups: loaded and attached by who is root of the machine. */
abstract class FakeBpfCalls extends FakeSocketCalls {
  private static final long EXIT = 0x95;

  private final Map<FakeNode, List<FakeFile.Program>> attached = new HashMap<>();
  private int lastId;

  FakeBpfCalls(FakeCredentials credentials) {
    super(credentials);
  }

  List<long[]> programsOf(FakeNode cgroup) {
    List<long[]> programs = new ArrayList<>();
    for (FakeFile.Program program : of(cgroup)) {
      programs.add(program.instructions.clone());
    }
    return programs;
  }

  private List<FakeFile.Program> of(FakeNode cgroup) {
    List<FakeFile.Program> programs = attached.get(cgroup);
    return programs == null ? List.of() : programs;
  }

  private void privileged() {
    if (credentials.userNamespace > 0 || !credentials.has("CAP_SYS_ADMIN")) {
      throw fail(Errno.EPERM);
    }
  }

  @Override
  public int bpf_prog_load(int type, int attachType, long[] instructions) {
    begin("bpf", "", "BPF_PROG_LOAD", instructions.length + " instructions");
    privileged();
    if (instructions.length == 0 || instructions.length > 4096) {
      throw fail(Errno.E2BIG);
    }
    if (type != Flags.BPF_PROG_TYPE_CGROUP_DEVICE || attachType != Flags.BPF_CGROUP_DEVICE) {
      throw unmodelled("programs of other types");
    }
    if (instructions[instructions.length - 1] != EXIT) {
      throw fail(Errno.EINVAL);
    }
    return returns(descriptors.open(new FakeFile.Program(++lastId, instructions), true));
  }

  private FakeNode cgroup(int fd) {
    if (file(fd) instanceof FakeFile.At at && at.place.node().fileSystem.type.equals("cgroup2")) {
      return at.place.node();
    }
    throw fail(Errno.EBADF);
  }

  private FakeFile.Program program(int fd) {
    if (file(fd) instanceof FakeFile.Program program) {
      return program;
    }
    throw fail(Errno.EINVAL);
  }

  @Override
  public void bpf_prog_attach(int cgroup, int program, int attachType, int flags) {
    begin("bpf", Subject.descriptor(cgroup), "BPF_PROG_ATTACH", FakeTranscript.hex(flags));
    privileged();
    FakeFile.Program its = program(program);
    if (flags != Flags.BPF_F_ALLOW_MULTI) {
      throw unmodelled("programs that are alone");
    }
    attached.computeIfAbsent(cgroup(cgroup), node -> new ArrayList<>()).add(its);
  }

  @Override
  public void bpf_prog_detach(int cgroup, int program, int attachType) {
    begin("bpf", Subject.descriptor(cgroup), "BPF_PROG_DETACH");
    privileged();
    if (!of(cgroup(cgroup)).remove(program(program))) {
      throw fail(Errno.ENOENT);
    }
  }

  @Override
  public int[] bpf_prog_query(int cgroup, int attachType) {
    begin("bpf", Subject.descriptor(cgroup), "BPF_PROG_QUERY");
    privileged();
    List<FakeFile.Program> programs = of(cgroup(cgroup));
    int[] ids = new int[programs.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = programs.get(i).id;
    }
    return ids;
  }

  @Override
  public int bpf_prog_get_fd_by_id(int id) {
    begin("bpf", "program " + id, "BPF_PROG_GET_FD_BY_ID", String.valueOf(id));
    privileged();
    for (List<FakeFile.Program> programs : attached.values()) {
      for (FakeFile.Program program : programs) {
        if (program.id == id) {
          return returns(descriptors.open(program, true));
        }
      }
    }
    throw fail(Errno.ENOENT);
  }
}
