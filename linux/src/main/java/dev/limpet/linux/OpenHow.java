package dev.limpet.linux;

/** {@code struct open_how} of uapi/linux/openat2.h. */
final class OpenHow {
  static final int FLAGS = 0;
  static final int MODE = 8;
  static final int RESOLVE = 16;
  static final int SIZE = 24;

  private OpenHow() {}
}
