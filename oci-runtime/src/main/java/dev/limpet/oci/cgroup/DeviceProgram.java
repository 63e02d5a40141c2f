package dev.limpet.oci.cgroup;

import dev.limpet.formats.oci.Resources.DeviceRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles rules for devices to a program of BPF for a cgroup of version 2, which the kernel runs
 * for every device that a process opens or makes a file of: 1 lets it, 0 does not.
 *
 * <p>The rules are tried from the last to the first, since a later one counts more. What is asked
 * for may be several things at once: a rule that forbids one of them ends it, and one that allows
 * some takes them off what is still asked for.
 */
final class DeviceProgram {
  // struct bpf_insn of linux/bpf.h: operation, registers, offset of a jump, number.
  private static final int LOAD_WORD = 0x61; // BPF_LDX | BPF_MEM | BPF_W
  private static final int MOVE = 0xb7; // BPF_ALU64 | BPF_MOV | BPF_K
  private static final int COPY = 0xbf; // BPF_ALU64 | BPF_MOV | BPF_X
  private static final int AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
  private static final int SHIFT_RIGHT = 0x74; // BPF_ALU | BPF_RSH | BPF_K
  private static final int JUMP_NOT_EQUAL = 0x56; // BPF_JMP32 | BPF_JNE | BPF_K
  private static final int JUMP_SET = 0x46; // BPF_JMP32 | BPF_JSET | BPF_K
  private static final int JUMP = 0x05; // BPF_JMP | BPF_JA
  private static final int EXIT = 0x95; // BPF_JMP | BPF_EXIT

  // struct bpf_cgroup_dev_ctx: access << 16 | type, major, minor.
  private static final int BLOCK = 1;
  private static final int CHARACTER = 2;
  private static final int MAKE = 1;
  private static final int READ = 2;
  private static final int WRITE = 4;

  private static final int RESULT = 0;
  private static final int CONTEXT = 1;
  private static final int TYPE = 2;
  private static final int ACCESS = 3;
  private static final int MAJOR = 4;
  private static final int MINOR = 5;

  private final List<Long> program = new ArrayList<>();

  private DeviceProgram() {}

  /** The program: each a struct bpf_insn. */
  static long[] of(List<DeviceRule> rules) {
    DeviceProgram program = new DeviceProgram();
    program.load();
    boolean otherwise = true;
    for (int i = rules.size() - 1; i >= 0; i--) {
      DeviceRule rule = rules.get(i);
      if (DeviceRules.isOfAll(rule)) {
        otherwise = rule.allow();
        break;
      }
      program.rule(rule);
    }
    program.end(otherwise);
    long[] instructions = new long[program.program.size()];
    for (int i = 0; i < instructions.length; i++) {
      instructions[i] = program.program.get(i);
    }
    return instructions;
  }

  private void add(int operation, int to, int from, int offset, int number) {
    program.add(
        operation
            | (long) to << 8
            | (long) from << 12
            | (offset & 0xffffL) << 16
            | (long) number << 32);
  }

  private void load() {
    add(LOAD_WORD, TYPE, CONTEXT, 0, 0);
    add(COPY, ACCESS, TYPE, 0, 0);
    add(AND, TYPE, 0, 0, 0xffff);
    add(SHIFT_RIGHT, ACCESS, 0, 0, 16);
    add(LOAD_WORD, MAJOR, CONTEXT, 4, 0);
    add(LOAD_WORD, MINOR, CONTEXT, 8, 0);
  }

  private void rule(DeviceRule rule) {
    Long major = rule.type() == 'a' ? null : rule.major();
    Long minor = rule.type() == 'a' ? null : rule.minor();
    // What follows is of four instructions: those of the conditions behind count as well.
    int rest = 4 + (major == null ? 0 : 1) + (minor == null ? 0 : 1);
    if (rule.type() != 'a') {
      add(JUMP_NOT_EQUAL, TYPE, 0, rest, rule.type() == 'b' ? BLOCK : CHARACTER);
    }
    if (major != null) {
      add(JUMP_NOT_EQUAL, MAJOR, 0, --rest, major.intValue());
    }
    if (minor != null) {
      add(JUMP_NOT_EQUAL, MINOR, 0, --rest, minor.intValue());
    }
    int access = access(rule.access());
    if (rule.allow()) {
      add(AND, ACCESS, 0, 0, ~access);
      add(JUMP_NOT_EQUAL, ACCESS, 0, 2, 0);
    } else {
      add(JUMP_SET, ACCESS, 0, 1, access);
      add(JUMP, 0, 0, 2, 0);
    }
    end(rule.allow());
  }

  private void end(boolean allow) {
    add(MOVE, RESULT, 0, 0, allow ? 1 : 0);
    add(EXIT, 0, 0, 0, 0);
  }

  private static int access(String letters) {
    return (letters.contains("m") ? MAKE : 0)
        | (letters.contains("r") ? READ : 0)
        | (letters.contains("w") ? WRITE : 0);
  }
}
