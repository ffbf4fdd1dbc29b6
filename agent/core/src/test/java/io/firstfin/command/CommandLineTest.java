package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final String REPORT =
      "{\"version\":1,\"pid\":4242,\"time\":\"2026-11-22T10:00:00Z\",\"watchingSeconds\":73.2,"
          + "\"kernel\":{\"source\":\"sockstat\",\"states\":{\"time_wait\":0}}}";

  private final FakeJvms jvms = new FakeJvms();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean terminal;

  @Test
  void attachHandsTheOptionsOnAndShowsTheAnswer() {
    jvms.agent = command -> "ok:FirstFIN 0.1.0 watches JVM 4242.";

    assertEquals(0, run("attach", "4242", "interval=1s,top=5", "app.packages=com.a,com.b"));
    assertEquals(List.of("start:interval=1s,top=5,app.packages='com.a,com.b'"), jvms.commands);
    assertEquals("FirstFIN 0.1.0 watches JVM 4242.\n", out());
    assertEquals(0, jvms.open());
  }

  @Test
  void anOlderAgentThatCannotStartThisJarIsNamed() {
    jvms.agent = command -> "error:not attached: nothing watches this JVM";

    assertEquals(1, run("attach", "4242"));
    assertTrue(err().contains("has loaded an older firstfin.jar before"), err());
  }

  @Test
  void whereThePathDoesNotFitTwiceTheOptionsGoAlone() {
    jvms.agent = command -> "ok:done";
    String options = "log=/" + "x".repeat(910);

    assertEquals(0, run("attach", "4242", options));
    assertEquals(List.of("attach:" + options), jvms.commands);
  }

  @Test
  void attachWithoutOptionsSendsNone() {
    jvms.agent = command -> "ok:done";

    assertEquals(0, run("attach", "4242"));
    assertEquals(List.of("start:"), jvms.commands);
  }

  @Test
  void attachWithABadOptionAttachesNothing() {
    assertEquals(2, run("attach", "4242", "intervall=1s"));
    assertTrue(err().contains("did you mean interval?"), err());
    assertTrue(err().contains("nothing was attached"), err());
    assertEquals(List.of(), jvms.commands);
  }

  @Test
  void optionsThatAreTooLongForAJvmGoIntoAFile() {
    assertEquals(1, run("attach", "4242", "log=/" + "x".repeat(1_100)));
    assertTrue(err().contains("give config=FILE"), err());
  }

  @Test
  void attachWithOptionsToAWatchedJvmIsAFailure() {
    jvms.agent = command -> "error:already watched; options would be ignored: interval=1s";

    assertEquals(1, run("attach", "4242", "interval=1s"));
    assertEquals(
        "firstfin: process 4242: already watched; options would be ignored: interval=1s\n", err());
    assertEquals("", out());
  }

  @Test
  void reportAsJsonIsTheAgentsOwn() {
    jvms.report = () -> "ok:" + REPORT;

    assertEquals(0, run("report", "4242", "--json"));
    assertEquals(REPORT + "\n", out());
    assertEquals(0, jvms.open());
  }

  @Test
  void aReportIsReadWithoutStartingTheAgentAgain() {
    jvms.report = () -> "ok:" + REPORT;
    jvms.asksByCommand = true;

    assertEquals(0, run("report", "4242", "--json"));
    assertEquals(List.of(), jvms.commands);
  }

  @Test
  void anAgentThatOffersNoReportIsAskedForOne() {
    jvms.asksByCommand = true;
    jvms.agent = command -> "ok:" + REPORT;

    assertEquals(0, run("report", "4242", "--json"));
    assertEquals(REPORT + "\n", out());
    assertEquals(List.of("report"), jvms.commands);
  }

  @Test
  void reportForPeopleIsRendered() {
    jvms.report = () -> "ok:" + REPORT;

    assertEquals(0, run("report", "4242"));
    assertTrue(out().startsWith("All is well in JVM 4242 (watched for 1 min 13 s"), out());
    assertFalse(out().contains("\u001b"), out());
  }

  @Test
  void reportIsColouredOnATerminal() {
    terminal = true;
    jvms.report = () -> "ok:" + REPORT;

    run("report", "4242");

    assertTrue(out().startsWith("\u001b[1;32mAll is well"), out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "top"})
  void aJvmThatIsNotWatchedSaysHowToAttach(String command) {
    assertEquals(1, run(command, "4242"));
    assertEquals(
        "firstfin: FirstFIN does not watch process 4242: run java -jar firstfin.jar attach 4242"
            + " first\n",
        err());
    assertEquals(List.of(), jvms.commands);
    assertEquals(0, jvms.open());
  }

  @Test
  void detachFromAJvmThatIsNotWatchedSaysSo() {
    jvms.agent = command -> "error:not attached: nothing watches this JVM";

    assertEquals(1, run("detach", "4242"));
    assertTrue(err().startsWith("firstfin: FirstFIN does not watch process 4242"), err());
  }

  @Test
  void aReportThatTheAgentCannotMakeIsSaidOnOneLine() {
    jvms.report = () -> "error:no report within 30 s\nstarved";

    assertEquals(1, run("report", "4242"));
    assertEquals("firstfin: process 4242: no report within 30 s starved\n", err());
    assertEquals("", out());
  }

  @Test
  void anAnswerThatIsNoReportIsSaidInOneLine() {
    jvms.report = () -> "ok:{\"version\":9}";

    assertEquals(1, run("report", "4242"));
    assertEquals(
        "firstfin: the answer of process 4242 is the report has version 9; this firstfin.jar reads"
            + " version 1\n",
        err());
  }

  @Test
  void anErrorOfTheAgentIsShownOnOneLine() {
    jvms.agent = command -> "error:first\nsecond";

    assertEquals(1, run("detach", "4242"));
    assertEquals("firstfin: process 4242: first second\n", err());
  }

  @Test
  void anAgentThatDoesNotAnswerIsAFailure() {
    assertEquals(1, run("detach", "4242"));
    assertTrue(err().contains("the agent in process 4242 gave no answer"), err());
    assertEquals(1, err().lines().count());
  }

  @Test
  void aRefusalToAttachIsAFailure() {
    jvms.refusal = "process 4242 belongs to another user";

    assertEquals(1, run("report", "4242"));
    assertEquals("firstfin: process 4242 belongs to another user\n", err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "top", "detach"})
  void withoutAPidTheJvmsAreListed(String command) {
    jvms.entries.add(new TargetJvms.Entry("4242", "shop.jar"));
    jvms.entries.add(new TargetJvms.Entry("17", ""));

    assertEquals(2, run(command));
    assertEquals(
        "firstfin: "
            + command
            + " needs the pid of a JVM; see java -jar firstfin.jar --help\n"
            + " PID  process               watched\n"
            + "4242  shop.jar              no       can be: java -jar firstfin.jar attach 4242\n"
            + "  17  (main class unknown)  no       can be: java -jar firstfin.jar attach 17\n",
        err());
  }

  @Test
  void reportWithoutAPidListsTheJvms() {
    jvms.entries.add(new TargetJvms.Entry("4242", "shop.jar"));

    assertEquals(0, run("report"));
    assertTrue(out().contains("4242  shop.jar  no       can be: java -jar"), out());
    assertEquals("", err());
  }

  @Test
  void ownCommandsAreNotListed() {
    jvms.entries.add(new TargetJvms.Entry("4242", "firstfin.jar"));

    assertEquals(0, run("report"));
    assertEquals("There is no JVM that this user can see.\n", out());
  }

  @Test
  void attachAllWithoutATerminalNeedsYes() {
    assertEquals(2, run("attach", "--all"));
    assertEquals(
        "firstfin: attach --all asks before it attaches, and there is no terminal to ask at: add"
            + " --yes; see java -jar firstfin.jar --help\n",
        err());
  }

  @Test
  void wordsThatAllDoesNotTakeAreWrongUsage() {
    assertEquals(2, run("report", "--all", "4242"));
    assertEquals(2, run("top", "--all", "--interval=0s"));
    assertEquals(2, run("detach", "--all"));
    assertEquals(2, run("attach", "--all", "--yes", "intervall=1s"));
    assertTrue(err().contains("report --all takes --namespaces and --json, not 4242"), err());
    assertTrue(err().contains("detach takes a pid, not --all"), err());
  }

  @Test
  void allJvmsCannotBeFoundWithoutProcfs() {
    assertEquals(1, run("report", "--all"));
    assertEquals("firstfin: --all needs /proc, which this process cannot read\n", err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "-1", "0", "12345678901", "4242x", "--json"})
  void whatIsNoPidIsWrongUsage(String pid) {
    assertEquals(2, run("report", pid));
    assertTrue(err().contains(pid + " is not the pid of a JVM"), err());
    assertTrue(err().contains("There is no JVM that this user can see."), err());
  }

  @Test
  void wordsThatACommandDoesNotTakeAreWrongUsage() {
    assertEquals(2, run("report", "4242", "--jsn"));
    assertEquals(2, run("detach", "4242", "now"));
    assertEquals(2, run("top", "4242", "--interval", "0s"));
    assertEquals(2, run("top", "4242", "--interval"));
    assertEquals(4, err().lines().count(), err());
    assertEquals(List.of(), jvms.commands);
  }

  @Test
  void noCommandAndAnUnknownOneAreWrongUsage() {
    assertEquals(2, run());
    assertEquals(2, run("atach", "4242"));
    assertTrue(err().contains("there is no command atach; accepted are attach, report"), err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpShowsCommandsAndEveryOption(String help) {
    assertEquals(0, run(help));
    assertTrue(out().contains("report PID [--json]"), out());
    io.firstfin.options.Keys.all()
        .forEach(key -> assertTrue(out().contains("\n  " + key.name() + " "), key.name()));
  }

  @Test
  void helpOnAttachTellsOfTheWarningOfLaterJvms() {
    assertEquals(0, run("attach", "--help"));
    assertTrue(out().contains("A Java agent has been loaded dynamically"), out());
  }

  @Test
  void helpOnReportTellsOfNoWarning() {
    assertEquals(0, run("report", "--help"));
    assertFalse(out().contains("warning"), out());
  }

  @Test
  void theVersionIsTheBuilds() {
    assertEquals(0, run("--version"));
    assertTrue(out().matches("firstfin \\d+\\.\\d+\\.\\d+\\S*\n"), out());
  }

  @Test
  void topShowsEachNewReportUntilTheJvmEnds() {
    terminal = true;
    reports("ok:" + REPORT, "ok:" + REPORT.replace("4242", "4243"), "error:it ends");

    assertEquals(1, run("top", "4242", "--interval", "1s"));
    String clear = "\u001b[H\u001b[2J\u001b[3J";
    String[] screens = out().split(Pattern.quote(clear));
    assertEquals(3, screens.length, out());
    assertTrue(screens[1].contains("JVM 4242"), out());
    assertTrue(screens[2].contains("JVM 4243"), out());
    assertEquals("firstfin: process 4242: it ends\n", err());
    assertEquals(0, jvms.open());
  }

  @Test
  void topNeverStartsTheAgentAgain() {
    reports("ok:" + REPORT, "error:it ends");

    assertEquals(1, run("top", "4242", "--interval=1s"));
    assertEquals(List.of(), jvms.commands);
  }

  @Test
  void topAppendsWhereThereIsNoTerminal() {
    reports("ok:" + REPORT, "error:it ends");

    run("top", "4242", "--interval=1s");

    assertTrue(out().contains("JVM 4242"), out());
    assertFalse(out().contains("\u001b"), out());
  }

  private void reports(String... values) {
    Iterator<String> each = Arrays.asList(values).iterator();
    jvms.report = each::next;
  }

  private int run(String... args) {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    ProcessCheck noProcfs = new ProcessCheck(new File("/nonexistent"));
    return new CommandLine(jvms, noProcfs, "/opt/firstfin.jar", outStream, errStream, terminal)
        .run(args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
