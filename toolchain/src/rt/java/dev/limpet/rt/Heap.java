package dev.limpet.rt;

import org.teavm.interop.Address;
import org.teavm.interop.StaticInit;
import org.teavm.interop.Structure;
import org.teavm.interop.Unmanaged;

/** Questions that the collector has to ask before it goes on. */
@StaticInit
@Unmanaged
public final class Heap {
  private Heap() {}

  /** Whether the current chunk has room for the header that marks it as free. */
  public static boolean isChunkLeft(Structure chunk, Address limit) {
    return chunk.toAddress().isLessThan(limit);
  }

  /** Does not return if the collection has left no free chunk. */
  public static void requireChunks(int count) {
    if (count == 0) {
      Crash.outOfMemory();
    }
  }
}
