package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;

/** bpf(2): programs that the kernel runs for a cgroup. */
abstract class BpfCalls extends IdentityCalls {
  private static final int BPF_PROG_LOAD = 5;
  private static final int BPF_PROG_ATTACH = 8;
  private static final int BPF_PROG_DETACH = 9;
  private static final int BPF_PROG_GET_FD_BY_ID = 13;
  private static final int BPF_PROG_QUERY = 16;

  /**
   * The members of union bpf_attr up to the last one that is used; the kernel takes the rest for 0.
   */
  private static final int LOAD_SIZE = 72;

  private static final int ATTACH_SIZE = 16;
  private static final int QUERY_SIZE = 32;
  private static final int ID_SIZE = 12;

  private static final int MAX_INSTRUCTIONS = 4096;
  private static final int MAX_IDS = 64;

  @Override
  public int bpf_prog_load(int type, int attachType, long[] instructions) {
    scratch.begin();
    long result = -Errno.E2BIG;
    if (instructions.length <= MAX_INSTRUCTIONS) {
      long program = scratch.reserve(instructions.length * 8L);
      long license = scratch.string("Apache-2.0");
      long attr = scratch.zeroed(LOAD_SIZE);
      if (attr != 0) {
        for (int i = 0; i < instructions.length; i++) {
          Raw.pokeLong(program + i * 8L, instructions[i]);
        }
        Raw.pokeInt(attr, type);
        Raw.pokeInt(attr + 4, instructions.length);
        Raw.pokeLong(attr + 8, program);
        Raw.pokeLong(attr + 16, license);
        Raw.pokeInt(attr + 68, attachType);
      }
      result = call(Nr.bpf(), BPF_PROG_LOAD, attr, LOAD_SIZE);
    }
    return checked("bpf", "", result);
  }

  @Override
  public void bpf_prog_attach(int cgroup, int program, int attachType, int flags) {
    attach(BPF_PROG_ATTACH, cgroup, program, attachType, flags);
  }

  @Override
  public void bpf_prog_detach(int cgroup, int program, int attachType) {
    attach(BPF_PROG_DETACH, cgroup, program, attachType, 0);
  }

  private void attach(int command, int cgroup, int program, int attachType, int flags) {
    scratch.begin();
    long attr = scratch.zeroed(ATTACH_SIZE);
    if (attr != 0) {
      Raw.pokeInt(attr, cgroup);
      Raw.pokeInt(attr + 4, program);
      Raw.pokeInt(attr + 8, attachType);
      Raw.pokeInt(attr + 12, flags);
    }
    checked("bpf", cgroup, call(Nr.bpf(), command, attr, ATTACH_SIZE));
  }

  @Override
  public int[] bpf_prog_query(int cgroup, int attachType) {
    scratch.begin();
    long ids = scratch.zeroed(MAX_IDS * 4);
    long attr = scratch.zeroed(QUERY_SIZE);
    if (attr != 0) {
      Raw.pokeInt(attr, cgroup);
      Raw.pokeInt(attr + 4, attachType);
      Raw.pokeLong(attr + 16, ids);
      Raw.pokeInt(attr + 24, MAX_IDS);
    }
    checked("bpf", cgroup, call(Nr.bpf(), BPF_PROG_QUERY, attr, QUERY_SIZE));
    int[] all = new int[Raw.peekInt(attr + 24)];
    for (int i = 0; i < all.length; i++) {
      all[i] = Raw.peekInt(ids + i * 4L);
    }
    return all;
  }

  @Override
  public int bpf_prog_get_fd_by_id(int id) {
    scratch.begin();
    long attr = scratch.zeroed(ID_SIZE);
    if (attr != 0) {
      Raw.pokeInt(attr, id);
    }
    return checked("bpf", "program " + id, call(Nr.bpf(), BPF_PROG_GET_FD_BY_ID, attr, ID_SIZE));
  }
}
