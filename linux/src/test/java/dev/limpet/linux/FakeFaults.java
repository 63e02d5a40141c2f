package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Errors that a test wants of calls to come, each used once. */
final class FakeFaults {
  private record Fault(String call, @Nullable String subject, int errno) {
    boolean matches(String call, String subject) {
      return this.call.equals(call) && (this.subject == null || this.subject.equals(subject));
    }
  }

  private final List<Fault> faults = new ArrayList<>();

  void add(String call, @Nullable String subject, int errno) {
    faults.add(new Fault(call, subject, errno));
  }

  /** The errno that this call is to fail with, or 0. */
  int take(String call, String subject) {
    for (Fault fault : faults) {
      if (fault.matches(call, subject)) {
        faults.remove(fault);
        return fault.errno();
      }
    }
    return 0;
  }

  void checkAllUsed() {
    if (!faults.isEmpty()) {
      throw new AssertionError("never came to " + faults);
    }
  }
}
