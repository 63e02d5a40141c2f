package dev.limpet.images.registry;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Work on several blobs at once; the first failure ends the others. */
final class Parallel {
  private static final int AT_ONCE = 4;

  private Parallel() {}

  static void run(List<Callable<Void>> tasks) throws IOException, InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
      for (Callable<Void> task : tasks) {
        running.submit(
            () -> {
              free.acquire();
              try {
                return task.call();
              } finally {
                free.release();
              }
            });
      }
      try {
        for (int left = tasks.size(); left > 0; left--) {
          running.take().get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw failure(e);
      }
    }
  }

  private static IOException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
