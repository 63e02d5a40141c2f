package dev.limpet.oci.process;

import dev.limpet.formats.oci.Process;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The labels of security modules that a process shall have. */
public final class Labels {
  private static final String APPARMOR = "/sys/module/apparmor/parameters/enabled";
  private static final String SELINUX = "/sys/fs/selinux/enforce";
  private static final int LIMIT = 64;

  private Labels() {}

  /**
   * Steps that come right before a program is executed. A label of SELinux means nothing where
   * there is none, and engines write it all the same; a profile of AppArmor is somebody's decision.
   *
   * @throws RefusedException where AppArmor is wanted and not there
   */
  public static List<Step> of(Kernel kernel, Process process, Consumer<String> warning) {
    List<Step> steps = new ArrayList<>();
    String profile = process.apparmorProfile();
    if (profile != null && !profile.isEmpty()) {
      if (read(kernel, APPARMOR).startsWith("Y")) {
        steps.add(new LabelProgram(proc(kernel), "apparmor", profile));
      } else {
        warning.accept(
            "process.apparmorProfile is " + profile + ", and this host has no AppArmor to hold it");
      }
    }
    String label = process.selinuxLabel();
    if (label != null && !label.isEmpty() && !read(kernel, SELINUX).isEmpty()) {
      steps.add(new LabelProgram(proc(kernel), "selinux", label));
    }
    return steps;
  }

  private static int proc(Kernel kernel) {
    return kernel.openat(Flags.AT_FDCWD, "/proc", Flags.O_PATH | Flags.O_CLOEXEC, 0);
  }

  /** The file's text; empty where this kernel does not have it. */
  private static String read(Kernel kernel, String path) {
    try (Fd file = Fd.open(kernel, path, Flags.O_RDONLY)) {
      return OsString.decode(file.readAll(LIMIT));
    } catch (ErrnoException e) {
      return "";
    }
  }
}
