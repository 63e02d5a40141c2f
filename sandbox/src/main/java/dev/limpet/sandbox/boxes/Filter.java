package dev.limpet.sandbox.boxes;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.sandbox.FilterProgram;
import dev.limpet.sandbox.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter of system calls as it was installed.
 *
 * @param flags SECCOMP_FILTER_FLAG_*
 * @param instructions each a struct sock_filter
 */
public record Filter(int flags, List<Long> instructions) {
  /** What seccomp(2) takes: BPF_MAXINSNS. */
  private static final int MAX = 4096;

  public Filter {
    instructions = List.copyOf(instructions);
  }

  static Filter of(Step.InstallFilter step) {
    List<Long> instructions = new ArrayList<>();
    for (long instruction : FilterProgram.of(step)) {
      instructions.add(instruction);
    }
    return new Filter(step.policy() instanceof Seccomp.Program own ? own.flags() : 0, instructions);
  }

  /** To install it again. */
  Seccomp policy() {
    long[] program = new long[instructions.size()];
    for (int i = 0; i < program.length; i++) {
      program[i] = instructions.get(i);
    }
    return new Seccomp.Program("the box's", flags, program);
  }

  void write(JsonWriter out) {
    out.beginObject().member("flags", flags).key("program").beginArray();
    for (Long instruction : instructions) {
      out.value(instruction);
    }
    out.endArray().endObject();
  }

  static Filter read(JsonFields fields) {
    Filter filter =
        new Filter(
            (int) fields.integer("flags", 0, 0xffff, 0),
            Confinement.numbers(fields.required("program"), MAX));
    fields.refuseOthers();
    return filter;
  }
}
