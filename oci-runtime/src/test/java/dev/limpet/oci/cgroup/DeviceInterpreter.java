package dev.limpet.oci.cgroup;

/** Runs programs for devices as the kernel would; knows what they are made of, and no more. */
final class DeviceInterpreter {
  private DeviceInterpreter() {}

  /** Whether the program allows {@code access} (1 make, 2 read, 4 write) to a device. */
  static boolean allows(long[] program, int type, int access, int major, int minor) {
    long[] registers = new long[11];
    int[] context = {access << 16 | type, major, minor};
    for (int at = 0; at < program.length; at++) {
      long instruction = program[at];
      int to = (int) (instruction >> 8 & 15);
      int from = (int) (instruction >> 12 & 15);
      int offset = (short) (instruction >> 16);
      int number = (int) (instruction >> 32);
      switch ((int) (instruction & 0xff)) {
        case 0x61 -> registers[to] = context[offset / 4] & 0xffffffffL;
        case 0xb7 -> registers[to] = number;
        case 0xbf -> registers[to] = registers[from];
        case 0x54 -> registers[to] = (registers[to] & number) & 0xffffffffL;
        case 0x74 -> registers[to] = (registers[to] & 0xffffffffL) >>> number;
        case 0x56 -> at += (int) registers[to] != number ? offset : 0;
        case 0x46 -> at += ((int) registers[to] & number) != 0 ? offset : 0;
        case 0x05 -> at += offset;
        case 0x95 -> {
          return registers[0] == 1;
        }
        default -> throw new AssertionError("no instruction " + Long.toHexString(instruction));
      }
    }
    throw new AssertionError("it has no end");
  }
}
