package dev.limpet.formats.oci;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code linux.resources}: what the box may use as a whole. What is null in here or below is as it
 * is; what is a number and named a limit is -1 for none.
 *
 * @param memory null: as much as the caller
 * @param cpu null: as much as the caller
 * @param pids null: as many as the caller
 * @param blockIO how fast it may use disks
 * @param hugepageLimits how much of it may be in large pages
 * @param network how its packets are marked
 * @param rdma what it may have of each device for remote memory
 * @param devices which devices it may use; a later rule counts more than an earlier one
 * @param unified files of its cgroup of version 2, and what is written to them
 */
public record Resources(
    @Nullable Memory memory,
    @Nullable Cpu cpu,
    @Nullable Pids pids,
    @Nullable BlockIo blockIO,
    List<HugepageLimit> hugepageLimits,
    @Nullable Network network,
    Map<String, Rdma> rdma,
    List<DeviceRule> devices,
    Map<String, String> unified) {
  /** No limit at all. */
  public static final Resources NONE = new Resources(null, null, null);

  /** With what the boxes of {@code limpet run} have. */
  public Resources(@Nullable Memory memory, @Nullable Cpu cpu, @Nullable Pids pids) {
    this(memory, cpu, pids, null, List.of(), null, Map.of(), List.of(), Map.of());
  }

  /**
   * {@code memory}, in bytes.
   *
   * @param limit what all processes may use together, the pages of files they read included
   * @param reservation what they are brought back to when memory is short
   * @param swap {@code limit} with what is swapped out; equal to it for no swap at all
   * @param kernel without effect: kernels since 5.16 do not know it
   * @param kernelTCP what the buffers of TCP may use; cgroups of version 1
   * @param swappiness how gladly it is swapped out, from 0 to 200; cgroups of version 1
   * @param disableOOMKiller whether processes wait where memory is used up; cgroups of version 1
   * @param useHierarchy whether cgroups below count here, too; all do since Linux 5.11
   * @param checkBeforeUpdate whether a limit below what is used now is refused
   */
  public record Memory(
      @Nullable Long limit,
      @Nullable Long reservation,
      @Nullable Long swap,
      @Nullable Long kernel,
      @Nullable Long kernelTCP,
      @Nullable Long swappiness,
      boolean disableOOMKiller,
      boolean useHierarchy,
      boolean checkBeforeUpdate) {
    /** With a limit only. */
    public Memory(long limit, long swap) {
      this(limit, null, swap, null, null, null, false, false, false);
    }
  }

  /**
   * {@code cpu}: {@code quota} of each {@code period}, both in microseconds, as are the others.
   *
   * @param shares how much it gets beside others that want more, of which each has 1024
   * @param quota the processor time; more than the period for more than one processor
   * @param burst what of the quota may be saved for later
   * @param period how often it begins anew
   * @param realtimeRuntime the same as quota for real-time processes; cgroups of version 1
   * @param realtimePeriod the same as period for those
   * @param cpus the processors that it may use, such as {@code 0-3,7}
   * @param mems the nodes of memory that it may use
   * @param idle 1: it gets only what nobody else wants
   */
  public record Cpu(
      @Nullable Long shares,
      @Nullable Long quota,
      @Nullable Long burst,
      @Nullable Long period,
      @Nullable Long realtimeRuntime,
      @Nullable Long realtimePeriod,
      @Nullable String cpus,
      @Nullable String mems,
      @Nullable Long idle) {
    /** With a quota only. */
    public Cpu(long quota, long period) {
      this(null, quota, null, period, null, null, null, null, null);
    }
  }

  /**
   * {@code pids}.
   *
   * @param limit how many processes and threads there may be at once
   */
  public record Pids(long limit) {}

  /**
   * {@code blockIO}.
   *
   * @param weight how much it gets beside others, from 10 to 1000
   * @param leafWeight the same beside cgroups below it; schedulers up to Linux 4 had it
   * @param weightDevice weights on single devices
   * @param throttleReadBpsDevice bytes that may be read in a second, for each device
   * @param throttleWriteBpsDevice bytes that may be written
   * @param throttleReadIOPSDevice how often it may be read from in a second
   * @param throttleWriteIOPSDevice how often it may be written to
   */
  public record BlockIo(
      @Nullable Long weight,
      @Nullable Long leafWeight,
      List<DeviceWeight> weightDevice,
      List<Throttle> throttleReadBpsDevice,
      List<Throttle> throttleWriteBpsDevice,
      List<Throttle> throttleReadIOPSDevice,
      List<Throttle> throttleWriteIOPSDevice) {}

  /** One of {@code blockIO.weightDevice}. */
  public record DeviceWeight(
      long major, long minor, @Nullable Long weight, @Nullable Long leafWeight) {}

  /**
   * One of {@code blockIO.throttle…Device}.
   *
   * @param rate in a second; unsigned
   */
  public record Throttle(long major, long minor, long rate) {}

  /**
   * One of {@code hugepageLimits}.
   *
   * @param pageSize for example {@code 2MB}
   * @param limit in bytes; unsigned
   */
  public record HugepageLimit(String pageSize, long limit) {}

  /**
   * {@code network}; cgroups of version 1.
   *
   * @param classID what packets are marked with
   * @param priorities their priorities, by the name of the interface
   */
  public record Network(@Nullable Long classID, List<Priority> priorities) {}

  /** One of {@code network.priorities}. */
  public record Priority(String name, long priority) {}

  /** One of {@code rdma}: how many of each kind it may have. */
  public record Rdma(@Nullable Long hcaHandles, @Nullable Long hcaObjects) {}

  /**
   * One of {@code devices}.
   *
   * @param allow whether it may; else it may not
   * @param type {@code c} for devices of characters, {@code b} of blocks, {@code a} for both
   * @param major null for all
   * @param minor null for all
   * @param access what: some of {@code rwm}, the last for making the file
   */
  public record DeviceRule(
      boolean allow, char type, @Nullable Long major, @Nullable Long minor, String access) {}
}
