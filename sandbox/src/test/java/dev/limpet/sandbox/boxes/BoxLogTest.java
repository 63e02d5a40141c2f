package dev.limpet.sandbox.boxes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.Errno;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Watched;
import org.junit.jupiter.api.Test;

/** The log of a box, written and read. */
class BoxLogTest {
  private static final String PATH = "/run/box";

  private final FakeKernel kernel = FakeKernel.asRoot().directory(PATH);
  private final NamedBox box =
      new NamedBox(
          kernel,
          Flags.AT_FDCWD,
          "box",
          PATH,
          new Fd(kernel, kernel.openat(Flags.AT_FDCWD, PATH, BoxLog.DIRECTORY, 0)));
  private final BoxLog log = new BoxLog(kernel, box.directory(), BoxLog.MIN_SIZE);
  private final int[] pipe = new int[2];

  private Watched stream(int number) {
    kernel.pipe2(pipe, Flags.O_CLOEXEC);
    return log.stream(number, new Fd(kernel, pipe[0]));
  }

  private void say(Watched stream, String text) {
    byte[] bytes = OsString.encode(text);
    kernel.write(pipe[1], bytes, 0, bytes.length);
    stream.ready(Flags.POLLIN);
  }

  /** What a reader finds next, each part with its stream before it. */
  private static String rest(LogReader reader) {
    StringBuilder all = new StringBuilder();
    for (int stream = reader.next(); stream != 0; stream = reader.next()) {
      all.append(stream).append(':').append(OsString.decode(reader.data(), 0, reader.size()));
    }
    return all.toString();
  }

  @Test
  void streamsKeepTheirOrderAndStayApart() {
    Watched out = stream(1);
    int[] first = pipe.clone();
    Watched err = stream(2);
    say(err, "b\n");
    pipe[1] = first[1];
    say(out, "a\n");
    log.line("c\n");
    LogReader reader = new LogReader(kernel, box);
    assertEquals("2:b\n1:a\n2:c\n", rest(reader));
    assertEquals("", rest(reader));
    log.line("d\n");
    assertEquals("2:d\n", rest(reader));
    reader.close();
  }

  @Test
  void logIsBoundedAndKeepsTheNewest() {
    Watched out = stream(1);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String line = "line " + (1000 + i) + " " + "x".repeat(i % 90) + "\n";
      all.append(line);
      say(out, line);
    }
    LogReader reader = new LogReader(kernel, box);
    String kept = rest(reader).replace("1:", "");
    reader.close();
    assertTrue(all.toString().endsWith(kept));
    // Headers take their part.
    assertTrue(kept.length() > BoxLog.MIN_SIZE / 2 - 600, kept.length() + " bytes");
    assertTrue(kept.length() <= BoxLog.MIN_SIZE);
  }

  @Test
  void readerThatFollowsLosesNothingOfWhatIsKept() {
    Watched out = stream(1);
    LogReader reader = new LogReader(kernel, box);
    StringBuilder read = new StringBuilder();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      String line = "line " + i + "\n";
      all.append(line);
      say(out, line);
      if (i % 20 == 0) {
        read.append(rest(reader).replace("1:", ""));
      }
    }
    read.append(rest(reader).replace("1:", ""));
    assertEquals(all.toString(), read.toString());
    reader.close();
  }

  @Test
  void whatIsLargerThanASegmentIsCutIntoParts() {
    Watched out = stream(1);
    say(out, "x".repeat(5000));
    LogReader reader = new LogReader(kernel, box);
    String kept = rest(reader).replace("1:", "");
    assertTrue(kept.length() > 2000 && kept.length() < 5000);
    reader.close();
  }

  @Test
  void endOfThePipeEndsTheStream() {
    Watched out = stream(1);
    kernel.close(pipe[1]);
    out.ready(Flags.POLLHUP);
    assertEquals(-1, out.fd());
    log.close();
    box.close();
    kernel.checkClean();
  }

  @Test
  void boxThatHasGivenItsPipeAwayIsNotWaitedFor() {
    Watched out = stream(1);
    byte[] bytes = OsString.encode("last\n");
    kernel.write(pipe[1], bytes, 0, bytes.length);
    out.boxEnded();
    assertEquals(-1, out.fd());
    LogReader reader = new LogReader(kernel, box);
    assertEquals("1:last\n", rest(reader));
    reader.close();
  }

  @Test
  void fullFileSystemCostsTheNewOutputAndNotTheOld() {
    Watched out = stream(1);
    say(out, "old\n");
    for (int i = 0; i < 9; i++) {
      kernel.failNext("write", Errno.ENOSPC);
      log.line("lost\n");
    }
    log.line("new\n");
    LogReader reader = new LogReader(kernel, box);
    String kept = rest(reader);
    assertTrue(kept.startsWith("1:old\n") && kept.endsWith("2:new\n"), kept);
    reader.close();
  }
}
