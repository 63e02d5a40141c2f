import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Adds up the reports of a test run and closes it with one line: {@code N passed, N failed, N skipped}.
 * Every failure and every skip is named with its reason.
 *
 * <p>Arguments: the exit code of the build, then the directories that hold {@code TEST-*.xml}. Exits
 * with 1 where a test or the build failed, or where no test ran.
 */
final class Summary {
  private int passed;
  private final List<String> failed = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    Summary summary = new Summary();
    for (int i = 1; i < args.length; i++) {
      summary.readAll(Path.of(args[i]));
    }
    if (!args[0].equals("0") && summary.failed.isEmpty()) {
      summary.failed.add("the build itself (see build/check.log)");
    }
    if (summary.passed == 0 && summary.failed.isEmpty()) {
      summary.failed.add("no test ran");
    }
    summary.failed.forEach(line -> System.out.println("failed: " + line));
    summary.skipped.forEach(line -> System.out.println("skipped: " + line));
    System.out.printf(
        "%d passed, %d failed, %d skipped%n",
        summary.passed, summary.failed.size(), summary.skipped.size());
    System.exit(summary.failed.isEmpty() ? 0 : 1);
  }

  private void readAll(Path directory) throws Exception {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).sorted().toList()) {
        read(file.toFile());
      }
    }
  }

  private void read(File file) throws Exception {
    var cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file)
            .getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      String name = test.getAttribute("classname") + "." + test.getAttribute("name");
      String failure = message(test, "failure") + message(test, "error");
      if (!failure.isEmpty()) {
        failed.add(name + ": " + failure);
      } else if (test.getElementsByTagName("skipped").getLength() > 0) {
        skipped.add(name + ": " + message(test, "skipped"));
      } else {
        passed++;
      }
    }
  }

  /** The first line of the message of {@code test}'s child {@code tag}; empty where there is none. */
  private static String message(Element test, String tag) {
    NodeList nodes = test.getElementsByTagName(tag);
    if (nodes.getLength() == 0) {
      return "";
    }
    Element element = (Element) nodes.item(0);
    String text = element.getAttribute("message");
    if (text.isBlank()) {
      text = element.getTextContent();
    }
    return text.isBlank() ? "(no message)" : text.strip().lines().findFirst().orElseThrow();
  }
}
