// Shows: arguments of main that are collected before the array of them is full. With a heap of 1
// MiB and
// 100,000 arguments, expected natively: one line on standard error, exit code 125; TeaVM 0.16.0
// reads freed
// memory.
public class ManyArguments {
  public static void main(String[] args) {
    int hash = 0;
    for (String arg : args) {
      hash = 31 * hash + arg.hashCode();
    }
    System.out.println(args.length + " " + hash);
  }
}
