package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFromFileTest {
  /**
   * A report with 600 sockets of this JVM in TIME_WAIT, from an agent with {@code
   * warn.time-wait=500}.
   */
  static final String REPORT =
      "{\"version\":1,\"pid\":4242,\"time\":\"2026-11-22T10:00:00Z\",\"watchingSeconds\":73.2,"
          + "\"kernel\":{\"source\":\"sock_diag\",\"states\":{\"time_wait\":600}},"
          + "\"timeWait\":{\"total\":600,\"thisJvm\":600,\"others\":0},"
          + "\"destinations\":[{\"role\":\"client\",\"remote\":\"10.0.0.5:6379\","
          + "\"timeWait\":600,\"timeWaitAll\":600,\"closes\":600,\"closesLocalFirst\":600}],"
          + "\"findings\":[{\"id\":\"close-per-request\",\"severity\":\"warning\","
          + "\"subject\":\"10.0.0.5:6379\",\"sinceSeconds\":840.0,\"peak\":24310}],"
          + "\"thresholds\":{\"timeWait\":500,\"closeWait\":100,\"portsPercent\":70}}";

  private final FakeJvms jvms = new FakeJvms();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;
  private String file;

  @BeforeEach
  void save() throws IOException {
    file = write("report.json", REPORT.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void saysWhichFileOfWhichJvmAndWhen() {
    assertEquals(0, run("report", "--from", file));
    assertTrue(
        out()
            .startsWith(
                "From "
                    + file
                    + ", a report of JVM 4242 at 2026-11-22T10:00:00Z; diagnosed now with"
                    + " warn.time-wait=500,warn.close-wait=100,warn.ports=70%\n"
                    + "1 warning for JVM 4242 "),
        out());
    assertTrue(out().contains("WARNING time-wait 10.0.0.5:6379: 600 sockets in TIME_WAIT"), out());
    assertEquals("", err());
    assertEquals(0, jvms.open());
  }

  @Test
  void sinceWhenAFindingStoodIsTheAgents() {
    run("report", "--from", file);

    assertTrue(
        out().contains("Active for 14 min, at its peak 24,310 sockets in TIME_WAIT."), out());
  }

  @Test
  void otherThresholdsFindSomethingElse() {
    assertEquals(0, run("report", "--from", file, "warn.time-wait=601"));
    assertTrue(out().contains("warn.time-wait=601,warn.close-wait=100,warn.ports=70%"), out());
    assertTrue(out().contains("All is well in JVM 4242"), out());
  }

  @Test
  void whatIsLargerThanAnyReportIsRefused() throws IOException {
    byte[] large = new byte[(16 << 20) + 1];
    Arrays.fill(large, (byte) ' ');
    String name = write("large.json", large);

    assertEquals(1, run("report", "--from", name));
    assertEquals(
        "firstfin: "
            + name
            + " is larger than 16 MB, and no report is: report PID --json of an agent with"
            + " top=1000, the most, has some 3 MB\n",
        err());
  }

  @Test
  void whatWouldSteerTheTerminalIsNotPrinted() throws IOException {
    String hostile = REPORT.replace("10.0.0.5:6379", "a\\u009b2J\\u202eb:1");
    String name = write("hostile.json", hostile.getBytes(StandardCharsets.US_ASCII));

    assertEquals(0, run("report", "--from", name));
    assertTrue(out().contains("WARNING time-wait a?2J?b:1: "), out());
  }

  @Test
  void aShareOfPortsKeepsItsDecimals() throws IOException {
    run("report", "--from", file, "warn.ports=12.345%", "--json");
    file = write("again.json", out.toByteArray());
    out.reset();

    run("report", "--from", file);

    assertTrue(out().contains(",warn.ports=12.345%\n"), out());
  }

  @Test
  void severalThresholdsComeInOneWordOrMore() {
    run("report", "--from=" + file, "warn.time-wait=700,warn.ports=50%", "warn.close-wait=7");

    assertTrue(out().contains("warn.time-wait=700,warn.close-wait=7,warn.ports=50%"), out());
  }

  @Test
  void aReportWithoutThresholdsHasTheDefaults() throws IOException {
    file = write("old", REPORT.replaceAll(",\"thresholds.*", "}").getBytes("US-ASCII"));

    run("report", "--from", file);

    assertTrue(out().contains("warn.time-wait=5000,warn.close-wait=100,warn.ports=70%"), out());
  }

  @Test
  void asJsonItIsAReportThatIsReadAgain() throws IOException {
    assertEquals(0, run("report", "--json", "--from", file));
    String once = out();
    out.reset();
    file = write("again.json", once.getBytes(StandardCharsets.US_ASCII));

    assertEquals(0, run("report", "--from", file, "--json"));
    assertEquals(once, out());
  }

  @Test
  void aDashIsStandardInput() throws Exception {
    InputStream input = new ByteArrayInputStream(REPORT.getBytes(StandardCharsets.US_ASCII));
    PrintStream stream = new PrintStream(out, true, "UTF-8");

    new ReportFromFile(input, stream, stream, false).run(List.of("--from", "-"));

    assertTrue(out().startsWith("From standard input, a report of JVM 4242"), out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void whatAShellOfWindowsSavedIsRead(String charset) throws IOException {
    file = write("saved.json", ("\ufeff" + REPORT).getBytes(charset));

    assertEquals(0, run("report", "--from", file), err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                    | F is empty: report PID --json prints a report",
        "service log           | F: not JSON: line 1, column 1: expected a value, but there is 's'",
        "{\"version\":1,       | F: not JSON: line 1, column 14: expected '\"', but the text ends",
        "[1]                   | F: not a report: the text should be an object, but is an array",
        "{\"version\":\"1.0\"} | F: not a report: version should be a whole number, but is \"1.0\"",
        "{\"name\":\"x\"}      | F: not a report: version is missing; this firstfin.jar reads version 1",
        "{\"version\":2}       | F: the report has version 2; this firstfin.jar reads version 1"
      })
  void whatIsNoReportIsSaidInOneLine(String content, String said) throws IOException {
    file = write("f", content.getBytes(StandardCharsets.UTF_8));

    assertEquals(1, run("report", "--from", file));
    assertEquals("firstfin: " + said.replaceFirst("^F", file) + "\n", err());
    assertEquals("", out());
  }

  @Test
  void aReportThatIsCutShortIsSaidInOneLine() throws IOException {
    file = write("f", REPORT.substring(0, 300).getBytes(StandardCharsets.UTF_8));

    assertEquals(1, run("report", "--from", file));
    assertTrue(err().endsWith("but the text ends\n"), err());
    assertEquals(1, err().lines().count());
  }

  @Test
  void aFileThatCannotBeReadIsSaidInOneLine() {
    assertEquals(1, run("report", "--from", folder.resolve("no-such").toString()));
    assertEquals("firstfin: there is no file " + folder.resolve("no-such") + "\n", err());

    err.reset();
    assertEquals(1, run("report", "--from", folder.toString()));
    assertEquals("firstfin: " + folder + " is a directory: give the file of a report\n", err());
  }

  @Test
  void wordsThatItDoesNotTakeAreWrongUsage() {
    assertUsage("report --from needs a file, or - for standard input", "--from");
    assertUsage("report --from needs a file, or - for standard input", "--from=");
    assertUsage(
        "report --from takes --json, warn.time-wait, warn.close-wait, warn.ports, libraries, not"
            + " interval",
        "--from",
        file,
        "interval=1s");
    assertUsage("4242 has no '='", "4242", "--from", file);
    assertUsage("warn.ports=seventy is not accepted", "--from", file, "warn.ports=seventy");
  }

  private void assertUsage(String said, String... words) {
    err.reset();
    String[] args = new String[words.length + 1];
    args[0] = "report";
    System.arraycopy(words, 0, args, 1, words.length);
    assertEquals(2, run(args));
    assertTrue(err().contains(said), err());
  }

  private String write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private int run(String... args) {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    ProcessCheck noProcfs = new ProcessCheck(new File("/nonexistent"));
    return new CommandLine(jvms, noProcfs, "/opt/firstfin.jar", outStream, errStream, false)
        .run(args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
