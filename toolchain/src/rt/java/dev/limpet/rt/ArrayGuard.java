package dev.limpet.rt;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Address;
import org.teavm.interop.Unmanaged;
import org.teavm.runtime.RuntimeClass;
import org.teavm.runtime.RuntimeObject;

/** The checks of arrays that TeaVM's C backend leaves out. */
public final class ArrayGuard {
  /** No array may be longer than this in bytes: sizes are computed in ints. */
  private static final int MAX_BYTES = 1 << 28;

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

  /** {@link System#arraycopy} after the checks that it lacks. */
  public static void copy(
      @Nullable Object from, int fromIndex, @Nullable Object to, int toIndex, int length) {
    if (from == null || to == null) {
      throw new NullPointerException();
    }
    Class<?> fromItem = from.getClass().getComponentType();
    Class<?> toItem = to.getClass().getComponentType();
    if (fromItem == null
        || toItem == null
        || (fromItem != toItem && (fromItem.isPrimitive() || toItem.isPrimitive()))) {
      throw new ArrayStoreException();
    }
    if (fromIndex < 0
        || toIndex < 0
        || length < 0
        || fromIndex > Array.getLength(from) - length
        || toIndex > Array.getLength(to) - length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    if (fromItem == toItem) {
      System.arraycopy(from, fromIndex, to, toIndex, length);
    } else {
      copyEach((Object[]) from, fromIndex, (Object[]) to, toIndex, length);
    }
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
