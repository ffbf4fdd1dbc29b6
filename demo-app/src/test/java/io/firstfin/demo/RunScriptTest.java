package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code demo-app/run} answers before it builds or starts anything. */
class RunScriptTest {
  private record Answer(int status, String out, String err) {}

  @Test
  void everyListedScenarioExistsAndNoOtherDoes() throws Exception {
    Set<String> listed = Listing.all().stream().map(Listing::name).collect(Collectors.toSet());
    assertEquals(Main.SCENARIOS.keySet(), listed);
  }

  @Test
  void withoutScenarioEachIsListedOnALineOfItsOwn() throws Exception {
    Answer answer = run();
    assertEquals(0, answer.status());
    for (String name : Main.SCENARIOS.keySet()) {
      assertEquals(
          1, answer.out().lines().filter(line -> line.startsWith("  " + name + " ")).count(), name);
    }
  }

  @Test
  void helpIsTheSameList() throws Exception {
    assertEquals(run(), run("--help"));
  }

  @Test
  void unknownScenarioIsNamedInOneLineWithThoseAccepted() throws Exception {
    Answer answer = run("no-such");
    assertOneLine(answer, "'no-such'");
    assertOneLine(answer, "four-way-close, lost-last-ack, old-duplicate, connection-per-call, ");
  }

  @Test
  void unknownOptionIsNamedInOneLineWithThoseAccepted() throws Exception {
    Answer answer = run("four-way-close", "--borken");
    assertOneLine(answer, "'--borken'");
    assertOneLine(
        answer,
        "--broken, --cured, --no-agent, --all, --namespace, --json FILE, --ss FILE, --counts FILE,"
            + " --no-build, --help");
  }

  @Test
  void secondScenarioIsRefused() throws Exception {
    assertOneLine(run("four-way-close", "leaked-response"), "'leaked-response'");
  }

  @Test
  void optionWithoutItsFileIsRefused() throws Exception {
    assertOneLine(run("four-way-close", "--json"), "--json needs a file");
  }

  @Test
  void fileInAMissingFolderIsRefusedBeforeTheWork() throws Exception {
    assertOneLine(run("four-way-close", "--ss", "/no/such/file"), "no folder /no/such");
  }

  @Test
  void jsonWithoutAgentIsRefused() throws Exception {
    assertOneLine(
        run("four-way-close", "--no-agent", "--json", "x.json"), "--json needs the agent");
  }

  @Test
  void allIsGivenAlone() throws Exception {
    assertOneLine(run("--all", "--cured"), "give it alone");
    assertOneLine(run("idle-cap", "--all"), "give it alone");
    assertOneLine(run("--all", "--no-agent"), "give it alone");
  }

  private static void assertOneLine(Answer answer, String part) {
    assertEquals(2, answer.status(), answer.toString());
    assertEquals(1, answer.err().lines().count(), answer.err());
    assertTrue(answer.err().contains(part), answer.err());
  }

  /** Module tests run in the module's folder, and the script is there. */
  private static Answer run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "./run"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), out, err);
  }
}
