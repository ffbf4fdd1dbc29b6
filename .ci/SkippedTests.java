import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Fails when a test did not run at all, because each of its invocations was skipped. The invocations
 * of a test that runs on each JDK count as one test. Of any other test with parameters, each
 * invocation counts as a test.
 *
 * <p>Arguments: the project's folder, the file that lists which tests may be skipped and why, and a
 * file that is older than the reports to be read. Exit status: 0 or 1; 2 when there is no report.
 */
public final class SkippedTests {
  private static final Pattern REPORT =
      Pattern.compile(".*/target/(?:surefire|failsafe)-reports/TEST-[^/]*\\.xml");

  /** Such as {@code aTest(Jdk, String)[2]}. */
  private static final Pattern INVOCATION =
      Pattern.compile("(\\w+)(?:[({]([^)}]*)[)}])?(\\[\\d+])?.*", Pattern.DOTALL);

  /** The invocations of one test. */
  private static final class Invocations {
    private int ran;
    private String reason = "";

    private void add(NodeList skipped) {
      if (skipped.getLength() == 0) {
        ran++;
      } else {
        Element why = (Element) skipped.item(0);
        // A condition writes a message; an assumption writes its exception's text, with the stack.
        String message = why.getAttribute("message");
        reason = message.isEmpty() ? why.getTextContent().strip().split("\n", 2)[0] : message;
      }
    }
  }

  private SkippedTests() {}

  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]);
    Map<String, String> allowed = allowed(Path.of(arguments[1]));
    FileTime begin = Files.getLastModifiedTime(Path.of(arguments[2]));
    Map<String, Invocations> tests = new TreeMap<>();
    for (Path report : reports(project, begin)) {
      read(report, tests);
    }
    if (tests.isEmpty()) {
      System.err.println("no report of a test under " + project.toAbsolutePath().normalize());
      System.exit(2);
    }
    List<String> errors = new ArrayList<>();
    tests.forEach(
        (test, invocations) -> {
          if (invocations.ran == 0 && !allowed.containsKey(test)) {
            errors.add("SKIPPED EVERYWHERE " + test + ": " + invocations.reason);
          }
        });
    for (String test : allowed.keySet()) {
      if (!tests.containsKey(test)) {
        errors.add("NO SUCH TEST " + test + ", which " + arguments[1] + " lists");
      } else if (tests.get(test).ran == 0) {
        System.out.println("skipped, as it may be: " + test + ": " + allowed.get(test));
      }
    }
    errors.forEach(System.out::println);
    System.out.println(
        tests.size() + " tests, " + errors.size() + " errors of tests that ran nowhere");
    System.exit(errors.isEmpty() ? 0 : 1);
  }

  /** Each line has a test and a reason. Empty lines and lines that begin with # are skipped. */
  private static Map<String, String> allowed(Path file) throws IOException {
    Map<String, String> allowed = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] columns = line.strip().split("\\s+", 2);
        allowed.put(columns[0], columns[1]);
      }
    }
    return allowed;
  }

  private static List<Path> reports(Path project, FileTime begin) throws IOException {
    List<Path> reports = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (REPORT.matcher(file.toString()).matches()
            && Files.getLastModifiedTime(file).compareTo(begin) >= 0) {
          reports.add(file);
        }
      }
    }
    return reports;
  }

  private static void read(Path report, Map<String, Invocations> tests) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element testCase = (Element) cases.item(i);
      tests
          .computeIfAbsent(
              testCase.getAttribute("classname") + name(testCase.getAttribute("name")),
              test -> new Invocations())
          .add(testCase.getElementsByTagName("skipped"));
    }
  }

  private static String name(String invocation) {
    Matcher parts = INVOCATION.matcher(invocation);
    if (!parts.matches()) {
      // A condition of the class skipped the whole class.
      return "";
    }
    boolean onEachJdk = parts.group(2) != null && parts.group(2).matches(".*\\bJdk\\b.*");
    String index = parts.group(3) == null || onEachJdk ? "" : parts.group(3);
    return "." + parts.group(1) + index;
  }
}
