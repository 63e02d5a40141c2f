// Shows: what happens when the heap is full. Expected natively: one line on standard error, exit
// code 125;
// TeaVM 0.16.0 prints a stack of numbers and aborts.
import java.util.ArrayList;

public class HeapExhausted {
  public static void main(String[] args) {
    var all = new ArrayList<Object>();
    while (true) {
      all.add(new Object());
    }
  }
}
