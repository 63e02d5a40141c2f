package dev.limpet.rt;

import org.jspecify.annotations.Nullable;
import org.teavm.interop.Address;
import org.teavm.interop.Unmanaged;
import org.teavm.runtime.GC;
import org.teavm.runtime.RuntimeArray;
import org.teavm.runtime.RuntimeClass;
import org.teavm.runtime.RuntimeObject;

/** The checks of arrays that TeaVM's C backend leaves out. */
public final class ArrayGuard {
  /** No array may be longer than this in bytes: sizes are computed in ints. */
  private static final int MAX_BYTES = 1 << 28;

  /** What {@link #tryCopy} answers. */
  private static final int COPIED = 0;

  private static final int OUT_OF_BOUNDS = 1;
  private static final int OF_DIFFERENT_CLASSES = 2;
  private static final int NO_ARRAYS_OF_A_KIND = 3;

  private ArrayGuard() {}

  /**
   * Returns {@code length}, or throws where no array can have it.
   *
   * @param length the wanted length
   * @param itemShift binary logarithm of the size of an item in bytes
   */
  public static int length(int length, int itemShift) {
    if (length < 0) {
      throw new NegativeArraySizeException(String.valueOf(length));
    }
    if (length > MAX_BYTES >> itemShift) {
      throw new OutOfMemoryError();
    }
    return length;
  }

  /**
   * Throws unless the array can hold the value. The index has been checked before (JLS 15.26.1).
   */
  public static void checkStore(Object array, @Nullable Object value) {
    if (value != null && !canHold(array, value)) {
      throw new ArrayStoreException();
    }
  }

  /** {@link System#arraycopy} with the checks that it lacks (JLS 10, {@code System.arraycopy}). */
  public static void copy(
      @Nullable Object from, int fromIndex, @Nullable Object to, int toIndex, int length) {
    if (from == null || to == null) {
      throw new NullPointerException();
    }
    switch (tryCopy(from, fromIndex, to, toIndex, length)) {
      case COPIED -> {}
      case OUT_OF_BOUNDS -> throw new ArrayIndexOutOfBoundsException();
      case OF_DIFFERENT_CLASSES ->
          copyEach((Object[]) from, fromIndex, (Object[]) to, toIndex, length);
      default -> throw new ArrayStoreException();
    }
  }

  /** Copies between arrays of one class, which is nearly every copy; else says why it did not. */
  @Unmanaged
  @SuppressWarnings("ReferenceEquality") // structures are addresses
  private static int tryCopy(Object from, int fromIndex, Object to, int toIndex, int length) {
    RuntimeArray source = Address.ofObject(from).toStructure();
    RuntimeArray target = Address.ofObject(to).toStructure();
    RuntimeClass fromItem = RuntimeClass.getClass(source).itemType;
    RuntimeClass toItem = RuntimeClass.getClass(target).itemType;
    if (fromItem == null || toItem == null) {
      return NO_ARRAYS_OF_A_KIND;
    }
    boolean primitive = RuntimeClass.isPrimitive(fromItem);
    if (fromItem != toItem && (primitive || RuntimeClass.isPrimitive(toItem))) {
      return NO_ARRAYS_OF_A_KIND;
    }
    if (fromIndex < 0
        || toIndex < 0
        || length < 0
        || fromIndex > source.size - length
        || toIndex > target.size - length) {
      return OUT_OF_BOUNDS;
    }
    if (fromItem != toItem) {
      return OF_DIFFERENT_CLASSES;
    }
    int itemSize = primitive ? fromItem.size : Address.sizeOf();
    if (!primitive) {
      GC.writeBarrier(target);
    }
    int items = Address.align(Address.fromInt(0).add(RuntimeArray.class, 1), itemSize).toInt();
    Address.moveMemoryBlock(
        source.toAddress().add(items).add(itemSize * fromIndex),
        target.toAddress().add(items).add(itemSize * toIndex),
        length * itemSize);
    return COPIED;
  }

  /** Item by item, as TeaVM's own takes null for an object that no array can hold. */
  private static void copyEach(
      @Nullable Object[] from, int fromIndex, @Nullable Object[] to, int toIndex, int length) {
    for (int i = 0; i < length; i++) {
      Object item = from[fromIndex + i];
      checkStore(to, item);
      to[toIndex + i] = item;
    }
  }

  @Unmanaged
  @SuppressWarnings("ReferenceEquality") // structures are addresses
  private static boolean canHold(Object array, Object value) {
    RuntimeObject arrayObject = Address.ofObject(array).toStructure();
    RuntimeObject valueObject = Address.ofObject(value).toStructure();
    RuntimeClass item = RuntimeClass.getClass(arrayObject).itemType;
    RuntimeClass type = RuntimeClass.getClass(valueObject);
    return item == type || item.isSupertypeOf.apply(item, type);
  }
}
