// Shows: the outer array is collected while the rows of a multi-dimensional array are made
// (Allocator.allocateMultiArray). Prints the same sum on the JVM and, with a heap of 1 MiB and a
// collection
// at every allocation, natively. Found by reading TeaVM 0.16.0, not seen to fail with its
// collector.
public class MultiArrayRoot {
  public static void main(String[] args) {
    long sum = 0;
    for (int round = 0; round < 50; round++) {
      int[][][] cube = new int[5][6][7];
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 6; j++) {
          cube[i][j][j] = i * round + j;
        }
      }
      for (int[][] plane : cube) {
        for (int[] row : plane) {
          for (int value : row) {
            sum = sum * 31 + value;
          }
        }
      }
    }
    System.out.println(sum);
  }
}
