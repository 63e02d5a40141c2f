package dev.limpet.rt;

import org.teavm.interop.Address;
import org.teavm.interop.StaticInit;
import org.teavm.interop.Structure;
import org.teavm.interop.Unmanaged;
import org.teavm.runtime.GC;
import org.teavm.runtime.RuntimeArray;
import org.teavm.runtime.RuntimeClass;

/** Questions that the collector has to ask before it goes on. */
@StaticInit
@Unmanaged
public final class Heap {
  /** A free chunk starts with a zero in place of the class, and its size. */
  private static final int CHUNK_HEADER = 8;

  private static final int SIZE_OFFSET = 4;

  /** What compaction writes into free chunks for each object that it moves. */
  private static final int RELOCATION_RECORD = 16;

  private Heap() {}

  /** Whether the current chunk has room for the header that marks it as free. */
  public static boolean isChunkLeft(Structure chunk, Address limit) {
    return chunk.toAddress().isLessThan(limit);
  }

  /**
   * Whether the free chunks have room for a record of every object behind the first of them: only
   * those are moved. Does not return if there are no free chunks, which allocation does not expect.
   *
   * @param chunks a list of addresses of chunks, in their order in the heap
   */
  public static boolean canCompact(Structure chunks, int count) {
    if (count == 0) {
      Crash.outOfMemory();
    }
    return objectsBehind(chunks.toAddress().getAddress()) <= records(chunks.toAddress(), count);
  }

  private static int records(Address chunks, int count) {
    int records = 0;
    for (int i = 0; i < count; ++i) {
      int room = chunks.getAddress().add(SIZE_OFFSET).getInt() - CHUNK_HEADER - 1;
      if (room > 0) {
        records += room / RELOCATION_RECORD;
      }
      chunks = chunks.add(Address.sizeOf());
    }
    return records;
  }

  private static int objectsBehind(Address chunk) {
    Address limit = GC.heapAddress().add(GC.availableBytes());
    int objects = 0;
    Address at = chunk;
    while (at.isLessThan(limit)) {
      if (at.getInt() == 0) {
        at = at.add(at.add(SIZE_OFFSET).getInt());
      } else {
        ++objects;
        at = at.add(sizeOf(at));
      }
    }
    return objects;
  }

  private static int sizeOf(Address object) {
    RuntimeArray array = object.toStructure();
    RuntimeClass type = RuntimeClass.getClass(array);
    if (type.itemType == null) {
      return type.size;
    }
    int itemSize = RuntimeClass.isPrimitive(type.itemType) ? type.itemType.size : Address.sizeOf();
    Address end = Address.fromInt(Structure.sizeOf(RuntimeArray.class));
    end = Address.align(end, itemSize).add(itemSize * array.size);
    return Address.align(end, Address.sizeOf()).toInt();
  }
}
