package io.firstfin.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsParserTest {
  @TempDir Path folder;

  @Test
  void withoutOptionsTheDefaultsHold() {
    Options options = parse(null).options;

    assertEquals(10_000, options.intervalMillis);
    assertEquals(5_000, options.warnTimeWait);
    assertEquals(100, options.warnCloseWait);
    assertEquals(0.7, options.warnPorts);
    assertEquals(300_000, options.warnRepeatMillis);
    assertEquals(8, options.stackDepth);
    assertEquals(0.01, options.stackBudget);
    assertEquals(List.of(), options.appPackages);
    assertEquals("stderr", options.log);
    assertNull(options.http);
    assertNull(options.otlp);
    assertTrue(options.registry);
    assertEquals(20, options.top);
    assertEquals(KernelReader.AUTO, options.kernel);
    assertTrue(options.jfr);
    assertEquals(List.of(), parse(null).problems);
  }

  @Test
  void everyKeyIsReadFromAgentArguments() {
    ParsedOptions parsed =
        parse(
            "interval=500ms,warn.time-wait=7,warn.close-wait=8,warn.ports=12.5%,warn.repeat=1h,"
                + "stack.depth=9,stack.budget=2.5%,app.packages='com.acme, org.example',log=/tmp/x.log,"
                + "http=[::1]:8080,otlp=http://otel:4318/v1/metrics,registry=off,top=3,"
                + "kernel=sock_diag,jfr=off");

    Options options = parsed.options;
    assertEquals(List.of(), parsed.problems);
    assertEquals(500, options.intervalMillis);
    assertEquals(7, options.warnTimeWait);
    assertEquals(8, options.warnCloseWait);
    assertEquals(0.125, options.warnPorts);
    assertEquals(3_600_000, options.warnRepeatMillis);
    assertEquals(9, options.stackDepth);
    assertEquals(0.025, options.stackBudget);
    assertEquals(List.of("com.acme", "org.example"), options.appPackages);
    assertEquals("/tmp/x.log", options.log);
    assertEquals("[::1]:8080", options.http.toString());
    assertEquals(URI.create("http://otel:4318/v1/metrics"), options.otlp);
    assertEquals(false, options.registry);
    assertEquals(3, options.top);
    assertEquals(KernelReader.SOCK_DIAG, options.kernel);
    assertEquals(false, options.jfr);
  }

  @Test
  void aBudgetForAllStacksIsWithoutBound() {
    assertEquals(Double.POSITIVE_INFINITY, parse("stack.budget=all").options.stackBudget);
  }

  @Test
  void thePageListensOnLoopbackUnlessAHostIsGiven() {
    assertEquals("127.0.0.1:9400", parse("http=9400").options.http.toString());
  }

  @Test
  void sourcesWinInTheDocumentedOrder() throws Exception {
    Path file = file("top=5", "stack.depth=5", "warn.time-wait=5", "warn.close-wait=5");
    ParsedOptions parsed =
        OptionsParser.parse(
            "top=2",
            properties("firstfin.top", "3", "firstfin.stack.depth", "3"),
            Map.of(
                "FIRSTFIN_TOP", "4",
                "FIRSTFIN_STACK_DEPTH", "4",
                "FIRSTFIN_WARN_TIME_WAIT", "4",
                "FIRSTFIN_CONFIG", file.toString()));

    assertEquals(List.of(), parsed.problems);
    assertEquals(2, parsed.options.top);
    assertEquals(3, parsed.options.stackDepth);
    assertEquals(4, parsed.options.warnTimeWait);
    assertEquals(5, parsed.options.warnCloseWait);
  }

  @Test
  void aBadValueFallsToTheNextSourceAndSaysSo() {
    ParsedOptions parsed =
        OptionsParser.parse("top=many", new Properties(), Map.of("FIRSTFIN_TOP", "7"));

    assertEquals(7, parsed.options.top);
    assertEquals(
        List.of(
            "agent arguments: top=many is not accepted; accepted is a whole number, 1 to 1000;"
                + " 7 (environment variable FIRSTFIN_TOP) is used."),
        parsed.problems);
  }

  @Test
  void withoutValuesAProblemStillNamesItsOption() {
    ParsedOptions parsed = parse("otlp=ftp://me:hunter2@host,otpl=http://me:hunter2@host,hunter2");

    assertEquals(
        List.of(
            "agent arguments: an option is not accepted; the agent's log says which",
            "agent arguments: an option is not accepted; the agent's log says which",
            "agent arguments: a value of otlp is not accepted; the agent's log says which"),
        parsed.problemsWithoutValues);
    assertEquals(3, parsed.problems.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval=10x      | a duration, 500ms to 10m; 10s (the default) is used.",
        "interval=499ms    | a duration, 500ms to 10m; 10s (the default) is used.",
        "interval=11m      | a duration, 500ms to 10m; 10s (the default) is used.",
        "interval=-1s      | a duration, 500ms to 10m; 10s (the default) is used.",
        "interval=10       | a duration, 500ms to 10m; 10s (the default) is used.",
        "interval=999999999999h | a duration, 500ms to 10m; 10s (the default) is used.",
        "interval=         | a duration, 500ms to 10m; 10s (the default) is used.",
        "warn.time-wait=0  | a whole number, 1 to 100000000; 5000 (the default) is used.",
        "warn.ports=0.7    | a percentage, 1% to 100%; 70% (the default) is used.",
        "stack.budget=0%   | a percentage, 0.1% to 100%, or all; 1% (the default) is used.",
        "warn.ports=101%   | a percentage, 1% to 100%; 70% (the default) is used.",
        "app.packages=com.*| package prefixes, as 'com.acme,org.example'; none (the default) is used.",
        "log=stdout        | stderr, off or a file; stderr (the default) is used.",
        "http=host         | [host:]port, off; off (the default) is used.",
        "http=70000        | [host:]port, off; off (the default) is used.",
        "otlp=otel:4318    | an http or https URL, off; off (the default) is used.",
        "registry=on       | auto, off; auto (the default) is used.",
        "kernel=netlink    | auto, sock_diag, procfs, off; auto (the default) is used.",
        "jfr=true          | on, off; on (the default) is used.",
      })
  void aBadValueNamesWhatIsAcceptedAndUsed(String argument, String accepted) {
    assertEquals(
        List.of(
            "agent arguments: " + argument.trim() + " is not accepted; accepted is " + accepted),
        parse(argument.trim()).problems);
  }

  @Test
  void anUnknownKeySuggestsTheNearestAndListsAll() {
    String problem = onlyProblem(parse("intervall=5s"));

    assertTrue(
        problem.startsWith(
            "agent arguments: intervall is no option, did you mean interval? Accepted are interval,"
                + " warn.time-wait,"),
        problem);
    assertTrue(problem.endsWith("; it is ignored."), problem);
  }

  @Test
  void anUnknownKeyLikeNoOtherListsAll() {
    String problem = onlyProblem(parse("verbose=1"));

    assertTrue(
        problem.startsWith("agent arguments: verbose is no option. Accepted are interval,"),
        problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"warn.timewait", "warn_time_wait", "warn.tiem-wait", "WARN.TIME-WAIT"})
  void aTypoLeadsToTheOption(String typo) {
    assertEquals("warn.time-wait", Nearest.to(typo));
  }

  @Test
  void aKeyLikeNoOtherHasNoSuggestion() {
    assertNull(Nearest.to("verbose"));
  }

  @Test
  void unknownSystemPropertiesAndVariablesAreNamedAsTheUserWroteThem() {
    List<String> problems =
        OptionsParser.parse("", properties("firstfin.tpo", "5"), Map.of("FIRSTFIN_JRF", "off"))
            .problems;

    assertTrue(problems.get(0).startsWith("system property firstfin.tpo: "), problems.get(0));
    assertTrue(problems.get(0).contains("did you mean top?"), problems.get(0));
    assertTrue(problems.get(1).startsWith("environment variable FIRSTFIN_JRF: "), problems.get(1));
    assertTrue(problems.get(1).contains("did you mean jfr?"), problems.get(1));
  }

  @Test
  void whatKubernetesSetsForAServiceOfThatNameIsNoOption() {
    Map<String, String> ofService =
        Map.of(
            "FIRSTFIN_SERVICE_HOST", "10.0.0.1",
            "FIRSTFIN_SERVICE_PORT", "9464",
            "FIRSTFIN_SERVICE_PORT_HTTP", "9464",
            "FIRSTFIN_PORT", "tcp://10.0.0.1:9464",
            "FIRSTFIN_PORT_9464_TCP", "tcp://10.0.0.1:9464",
            "FIRSTFIN_PORT_9464_TCP_ADDR", "10.0.0.1",
            "FIRSTFIN_TOP", "many");
    List<String> problems = OptionsParser.parse("", new Properties(), ofService).problems;

    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("FIRSTFIN_TOP"), problems::toString);
  }

  @Test
  @Timeout(30)
  void aFileOfManyWrongLinesHasABoundedNumberOfProblems(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("many");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("key").append(i).append("=1\n");
    }
    Files.writeString(file, text);

    List<String> problems =
        OptionsParser.parse("config=" + file, new Properties(), Map.of()).problems;

    assertTrue(problems.size() <= 100, () -> problems.size() + " problems");
  }

  @Test
  void propertiesOfOthersAreNotLookedAt() {
    assertEquals(
        List.of(),
        OptionsParser.parse("", properties("firstfinder.x", "5"), Map.of("FIRSTFINDER", "x"))
            .problems);
  }

  @Test
  void anUnclosedQuoteIsOneProblem() {
    ParsedOptions parsed = parse("top=4,app.packages='com.acme,org.example");

    assertEquals(4, parsed.options.top);
    assertEquals(
        "agent arguments: app.packages='com.acme,org.example has a quote that is not closed;"
            + " accepted is app.packages='a,b'; none (the default) is used.",
        onlyProblem(parsed));
  }

  @Test
  void textAfterAQuoteIsAProblem() {
    assertEquals(
        "agent arguments: app.packages='com.acme'x goes on after its quote; accepted is"
            + " app.packages='a,b'; none (the default) is used.",
        onlyProblem(parse("app.packages='com.acme'x,top=4")));
  }

  @Test
  void aMissingEqualsSignIsAProblem() {
    assertEquals(
        "agent arguments: top has no '='; accepted is key=value; 20 (the default) is used.",
        onlyProblem(parse("top,jfr=off")));
  }

  @Test
  void ofAKeyGivenTwiceTheLastIsUsed() {
    ParsedOptions parsed = parse("top=4,top=5");

    assertEquals(5, parsed.options.top);
    assertEquals(
        "agent arguments: top=5 is given twice; accepted is one; 5 (agent arguments) is used.",
        onlyProblem(parsed));
  }

  @Test
  void emptyArgumentsAreNotProblems() {
    assertEquals(List.of(), parse(" ,top=4,, ").problems);
  }

  @Test
  void theConfigFileIsCheckedLikeTheRest() throws Exception {
    Path file = file("# ours", "tops=5", "jfr=maybe", "top=6", "top=7", "config=other");
    ParsedOptions parsed = parse("config=" + file);

    assertEquals(7, parsed.options.top);
    assertEquals(4, parsed.problems.size(), parsed.problems.toString());
    for (String problem : parsed.problems) {
      assertTrue(problem.startsWith(file + ": "), problem);
    }
  }

  @Test
  void aConfigFileThatIsMissingIsAProblem() {
    String problem = onlyProblem(parse("config=" + folder.resolve("none")));

    assertTrue(problem.contains("cannot be read (it does not exist)"), problem);
    assertTrue(problem.endsWith("accepted is a readable properties file; it is ignored."), problem);
  }

  @Test
  void aConfigFileThatIsAFolderIsAProblem() {
    assertTrue(onlyProblem(parse("config=" + folder)).contains("it is not a file"));
  }

  @Test
  void aBrokenEscapeInTheFileIsAProblem() throws Exception {
    assertTrue(onlyProblem(parse("config=" + file("log=\\u00zz"))).contains("cannot be read ("));
  }

  @Test
  void problemsStayOnOneLine() {
    String problem = onlyProblem(parse("top=1\n2\u001b[31m"));

    assertTrue(problem.contains("top=1?2?[31m"), problem);
  }

  @Test
  void argumentsCanBeCheckedWithoutReadingTheFileTheyName() {
    assertEquals(List.of(), OptionsParser.problemsOf("config=/nowhere/at/all,top=5"));
  }

  private static ParsedOptions parse(String agentArguments) {
    return OptionsParser.parse(agentArguments, new Properties(), Map.of());
  }

  private static String onlyProblem(ParsedOptions parsed) {
    assertEquals(1, parsed.problems.size(), parsed.problems.toString());
    return parsed.problems.get(0);
  }

  private Path file(String... lines) throws Exception {
    return Files.write(folder.resolve("firstfin.properties"), List.of(lines));
  }

  private static Properties properties(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }
}
