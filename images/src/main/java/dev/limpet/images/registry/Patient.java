package dev.limpet.images.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A stream that ends with a failure where nothing comes for a while, instead of waiting forever.
 */
final class Patient extends FilterInputStream {
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("patience").unstarted(task));

  /** How often it is looked at in that while. */
  private static final int LOOKS = 4;

  private final long patience;
  private final Future<?> watch;
  private volatile long since = System.nanoTime();
  private volatile boolean reading;
  private volatile boolean over;

  Patient(InputStream in, Duration patience) {
    super(in);
    this.patience = patience.toNanos();
    long pause = this.patience / LOOKS;
    watch = CLOCK.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
  }

  /** Who reads is woken by the end of the stream. */
  private void look() {
    if (reading && System.nanoTime() - since > patience) {
      over = true;
      try {
        in.close();
      } catch (IOException e) {
        // It is given up anyway.
      }
      watch.cancel(false);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    since = System.nanoTime();
    reading = true;
    int got = -1;
    try {
      got = in.read(buffer, offset, length);
    } catch (IOException e) {
      if (!over) {
        throw e;
      }
    } finally {
      reading = false;
    }
    if (over) {
      throw new IOException(
          "nothing has come for " + TimeUnit.NANOSECONDS.toSeconds(patience) + " seconds");
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    super.close();
  }
}
