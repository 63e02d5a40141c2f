package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Signals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final long SET = Signals.set(Flags.SIGCHLD, Flags.SIGTERM);

  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);
  private final Watch watch = new Watch(kernel);
  private final int[] code = new int[2];

  /** Collects what comes through a pipe. */
  private final class Collector implements Watched {
    final int[] pipe = new int[2];
    final StringBuilder collected = new StringBuilder();
    boolean open = true;

    Collector() {
      kernel.pipe2(pipe, Flags.O_CLOEXEC | Flags.O_NONBLOCK);
      watch.add(this);
    }

    @Override
    public int fd() {
      return open ? pipe[0] : -1;
    }

    @Override
    public int events() {
      return Flags.POLLIN;
    }

    @Override
    public void ready(int revents) {
      byte[] bytes = new byte[4];
      int got = kernel.read(pipe[0], bytes, 0, bytes.length);
      open = got > 0;
      collected.append(OsString.decode(bytes, 0, got));
    }

    @Override
    public void boxEnded() {
      kernel.close(pipe[1]);
    }

    void write(String text) {
      byte[] bytes = OsString.encode(text);
      kernel.write(pipe[1], bytes, 0, bytes.length);
    }

    void close() {
      kernel.close(pipe[0]);
    }
  }

  @BeforeEach
  void blockSignals() {
    kernel.rt_sigprocmask(Flags.SIG_BLOCK, SET);
  }

  @Test
  void signalIsReturnedWithWhereItCameFrom() {
    kernel.whenWaiting(() -> kernel.raise(Flags.SIGTERM, Flags.SI_KERNEL));
    assertEquals(Flags.SIGTERM, watch.await(SET, -1, code));
    assertEquals(Flags.SI_KERNEL, code[0]);
    watch.close();
    kernel.checkClean();
  }

  @Test
  void descriptorsAreServedUntilASignalComes() {
    Collector one = new Collector();
    Collector other = new Collector();
    one.write("a");
    kernel.whenWaiting(() -> other.write("longer than a round"));
    kernel.whenWaiting(() -> one.write("b"));
    kernel.whenWaiting(() -> kernel.raise(Flags.SIGCHLD));
    assertEquals(Flags.SIGCHLD, watch.await(SET, -1, code));
    assertEquals("ab", one.collected.toString());
    assertEquals("longer than a round", other.collected.toString());
  }

  @Test
  void signalDoesNotWaitForADescriptorThatIsAlwaysReady() {
    Collector flood = new Collector();
    flood.write("x".repeat(1000));
    kernel.raise(Flags.SIGTERM);
    assertEquals(Flags.SIGTERM, watch.await(SET, -1, code));
    assertEquals("", flood.collected.toString());
  }

  @Test
  void timePassesWhileDescriptorsAreServed() {
    Collector one = new Collector();
    kernel.whenWaiting(
        () -> {
          kernel.advance(900);
          one.write("a");
        });
    assertEquals(0, watch.await(SET, 1000, code));
    assertEquals(0, watch.await(SET, 0, code));
    assertEquals("a", one.collected.toString());
  }

  @Test
  void whatIsLeftIsServedAfterTheEnd() {
    Collector one = new Collector();
    one.write("more than fits into one round");
    watch.ended(SET);
    assertEquals("more than fits into one round", one.collected.toString());
    one.close();
    watch.close();
    kernel.checkClean();
  }

  @Test
  void whatIsLeftIsGivenUpForASignal() {
    Collector one = new Collector();
    one.write("more than fits into one round");
    kernel.raise(Flags.SIGTERM);
    watch.ended(SET);
    assertEquals("more", one.collected.toString());
  }

  @Test
  void oneDescriptorTellsOfAllSignals() {
    kernel.raise(Flags.SIGTERM);
    assertEquals(0, watch.await(Signals.set(Flags.SIGCHLD), 1, code));
    assertEquals(Flags.SIGTERM, watch.await(SET, -1, code));
    watch.close();
    watch.close();
    kernel.checkClean();
  }
}
