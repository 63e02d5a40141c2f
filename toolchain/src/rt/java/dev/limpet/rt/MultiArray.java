package dev.limpet.rt;

import org.teavm.interop.Address;
import org.teavm.interop.StaticInit;
import org.teavm.interop.Unmanaged;
import org.teavm.runtime.Allocator;
import org.teavm.runtime.RuntimeArray;
import org.teavm.runtime.RuntimeClass;
import org.teavm.runtime.ShadowStack;

/**
 * Multi-dimensional arrays. TeaVM's {@code Allocator} is unmanaged code, and holds the outer array
 * in a C local while it allocates the rows: a collection in between frees it.
 */
@StaticInit
@Unmanaged
public final class MultiArray {
  private static final int DIMENSION_SIZE = 4;

  private MultiArray() {}

  /**
   * Makes an array and the arrays in it.
   *
   * @param type the class of the whole array
   * @param dimensions the lengths, outermost first, as ints
   * @param count how many lengths there are
   */
  public static RuntimeArray allocate(RuntimeClass type, Address dimensions, int count) {
    int length = dimensions.getInt();
    RuntimeArray array = Allocator.allocateArray(type, length).toStructure();
    if (count > 1) {
      fill(array, type.itemType, dimensions.add(DIMENSION_SIZE), count - 1);
    }
    return array;
  }

  private static void fill(RuntimeArray array, RuntimeClass type, Address dimensions, int count) {
    ShadowStack.allocStack(1);
    ShadowStack.registerGCRoot(0, array);
    Address place = Address.align(array.toAddress().add(RuntimeArray.class, 1), Address.sizeOf());
    for (int i = 0; i < array.size; ++i) {
      place.putAddress(allocate(type, dimensions, count).toAddress());
      place = place.add(Address.sizeOf());
    }
    ShadowStack.releaseStack(1);
  }
}
