package dev.limpet.cli.full;

import dev.limpet.cli.Quantities;
import dev.limpet.cli.UsageException;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.formats.oci.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the box may use as a whole; null: what the caller may.
 *
 * @param memory {@code --memory}, bytes
 * @param cpus {@code --cpus}, thousandths of a processor
 * @param pids {@code --pids}, processes and threads
 */
public record BoxLimits(@Nullable Long memory, @Nullable Long cpus, @Nullable Long pids) {
  public static final BoxLimits NONE = new BoxLimits(null, null, null);

  /** How often the time of the processors is given out anew, in microseconds. */
  private static final long PERIOD = 100_000;

  /**
   * With less the kernel may kill at the start, and limpet with the box: they share memory then.
   */
  private static final long LEAST_MEMORY = 1 << 20;

  /** The kernel gives at least a millisecond of each period. */
  private static final long LEAST_CPUS = 10;

  private static final long MOST_CPUS = 1_000_000;

  public boolean isEmpty() {
    return equals(NONE);
  }

  /** The value of {@code --memory}. */
  static long memory(String option, String text) {
    long bytes = Quantities.size(option, text);
    if (bytes < LEAST_MEMORY) {
      throw new UsageException(
          option + " " + text + " is less than a box takes to start: 1m is the least");
    }
    return bytes;
  }

  /** The value of {@code --cpus}: a number with up to three places. */
  static long cpus(String option, String text) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String places = point < 0 ? "" : text.substring(point + 1);
    long thousandths =
        text.length() > 12
                || places.length() > 3
                || whole.isEmpty()
                || (point >= 0 && places.isEmpty())
            ? -1
            : digits(whole + places + "000".substring(places.length()));
    if (thousandths < LEAST_CPUS || thousandths > MOST_CPUS) {
      throw new UsageException(
          option + " " + text + " is no number of processors: 0.01 to 1000, such as 0.5 or 2");
    }
    return thousandths;
  }

  private static long digits(String text) {
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** A number of processors as {@code --cpus} takes it. */
  static String cpus(long thousandths) {
    String places = String.valueOf(1000 + thousandths % 1000).substring(1);
    int length = places.length();
    while (length > 0 && places.charAt(length - 1) == '0') {
      length--;
    }
    return thousandths / 1000 + (length == 0 ? "" : "." + places.substring(0, length));
  }

  /** The same in the words of the OCI runtime specification. Swap is no memory beside it. */
  Resources resources() {
    return new Resources(
        memory == null ? null : new Resources.Memory(memory, memory),
        cpus == null ? null : new Resources.Cpu(cpus * (PERIOD / 1000), PERIOD),
        pids == null ? null : new Resources.Pids(pids));
  }

  /**
   * {@code spec} with these limits.
   *
   * @param cgroupsPath the name of the box's cgroups
   * @param rlimits what each process has in addition
   */
  Spec of(Spec spec, String cgroupsPath, List<Rlimit> rlimits) {
    Process process = spec.process();
    List<Rlimit> all = new ArrayList<>(process.rlimits());
    all.addAll(rlimits);
    Linux linux = spec.linux();
    Spec held = spec.withProcess(process.withRlimits(all));
    return held.withLinux(linux.withResources(cgroupsPath, resources()));
  }
}
