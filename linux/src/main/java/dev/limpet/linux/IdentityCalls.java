package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;

/** System calls on whom a process runs as, and how it is scheduled. */
abstract class IdentityCalls extends SocketCalls {
  /** {@code struct sched_attr} up to its period, linux/sched/types.h. */
  private static final int SCHED_ATTR_SIZE = 48;

  private static final int IOPRIO_WHO_PROCESS = 1;

  @Override
  public void setresuid(int real, int effective, int saved) {
    checked("setresuid", Subject.id(effective), plain(Nr.setresuid(), real, effective, saved));
  }

  @Override
  public void setresgid(int real, int effective, int saved) {
    checked("setresgid", Subject.id(effective), plain(Nr.setresgid(), real, effective, saved));
  }

  @Override
  public void setgroups(int[] groups) {
    scratch.begin();
    long list = scratch.reserve(groups.length * 4L);
    if (scratch.failure() == 0) {
      for (int i = 0; i < groups.length; i++) {
        Raw.pokeInt(list + i * 4L, groups[i]);
      }
    }
    checked("setgroups", "", call(Nr.setgroups(), groups.length, list, 0));
  }

  @Override
  public int personality(int persona) {
    return checked("personality", "", plain(Nr.personality(), persona, 0, 0));
  }

  @Override
  public void ioprio_set(int priority) {
    checked("ioprio_set", "", plain(Nr.ioprio_set(), IOPRIO_WHO_PROCESS, 0, priority));
  }

  @Override
  public void sched_setattr(
      int policy, long flags, int nice, int priority, long runtime, long deadline, long period) {
    scratch.begin();
    long attr = scratch.zeroed(SCHED_ATTR_SIZE);
    if (attr != 0) {
      Raw.pokeInt(attr, SCHED_ATTR_SIZE);
      Raw.pokeInt(attr + 4, policy);
      Raw.pokeLong(attr + 8, flags);
      Raw.pokeInt(attr + 16, nice);
      Raw.pokeInt(attr + 20, priority);
      Raw.pokeLong(attr + 24, runtime);
      Raw.pokeLong(attr + 32, deadline);
      Raw.pokeLong(attr + 40, period);
    }
    checked("sched_setattr", "", call(Nr.sched_setattr(), 0, attr, 0));
  }

  @Override
  public void sched_setaffinity(int pid, long[] processors) {
    scratch.begin();
    long mask = scratch.reserve(processors.length * 8L);
    if (scratch.failure() == 0) {
      for (int i = 0; i < processors.length; i++) {
        Raw.pokeLong(mask + i * 8L, processors[i]);
      }
    }
    checked(
        "sched_setaffinity",
        pid == 0 ? "" : "process " + pid,
        call(Nr.sched_setaffinity(), pid, processors.length * 8L, mask));
  }

  @Override
  public void setdomainname(String name) {
    scratch.begin();
    long address = scratch.string(name);
    long length = address == 0 ? 0 : CString.length(address);
    checked("setdomainname", name, call(Nr.setdomainname(), address, length, 0));
  }
}
