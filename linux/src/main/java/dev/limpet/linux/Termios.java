package dev.limpet.linux;

import java.util.Arrays;
import java.util.List;

/**
 * The modes of a terminal: {@code struct termios} of the kernel, which has the same layout and
 * numbers on x86_64 and aarch64; see termios(3).
 *
 * @param iflag input modes
 * @param oflag output modes
 * @param cflag control modes
 * @param lflag local modes
 * @param line the line discipline
 * @param cc the special characters, as many as {@link #NCCS}
 */
public record Termios(int iflag, int oflag, int cflag, int lflag, int line, List<Byte> cc) {
  public static final int NCCS = 19;

  // Which special character is which
  public static final int VINTR = 0;
  public static final int VQUIT = 1;
  public static final int VEOF = 4;
  public static final int VTIME = 5;
  public static final int VMIN = 6;
  public static final int VSUSP = 10;
  public static final int VLNEXT = 15;

  // iflag
  public static final int IGNBRK = 0x1;
  public static final int BRKINT = 0x2;
  public static final int PARMRK = 0x8;
  public static final int ISTRIP = 0x20;
  public static final int INLCR = 0x40;
  public static final int IGNCR = 0x80;
  public static final int ICRNL = 0x100;
  public static final int IXON = 0x400;

  // oflag
  public static final int OPOST = 0x1;

  // cflag
  public static final int CSIZE = 0x30;
  public static final int CS8 = 0x30;
  public static final int PARENB = 0x100;

  // lflag
  public static final int ISIG = 0x1;
  public static final int ICANON = 0x2;
  public static final int ECHO = 0x8;
  public static final int ECHONL = 0x40;
  public static final int IEXTEN = 0x8000;

  public Termios {
    cc = List.copyOf(cc);
    if (cc.size() != NCCS) {
      throw new IllegalArgumentException(cc.size() + " special characters");
    }
  }

  /** The special character {@code which}, V*. */
  public byte cc(int which) {
    return cc.get(which);
  }

  public boolean hasLocal(int flag) {
    return (lflag & flag) != 0;
  }

  /** These modes with every byte passed on as it comes, as cfmakeraw(3) makes them. */
  public Termios raw() {
    Byte[] special = cc.toArray(new Byte[0]);
    special[VMIN] = 1;
    special[VTIME] = 0;
    return new Termios(
        iflag & ~(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON),
        oflag & ~OPOST,
        (cflag & ~(CSIZE | PARENB)) | CS8,
        lflag & ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN),
        line,
        Arrays.asList(special));
  }
}
