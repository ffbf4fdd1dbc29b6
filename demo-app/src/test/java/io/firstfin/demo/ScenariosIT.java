package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.demo.ScenarioRun.Closes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scenarios that take seconds, as {@code demo-app/run} shows them, against what ss counts.
 * Those that wait out a minute (four-way-close, leaked-response, server-stuck) are left to {@code
 * run --all}.
 */
@Execution(ExecutionMode.CONCURRENT)
class ScenariosIT {
  @TempDir private Path folder;

  @Test
  void disconnectAfterEachCallIsNamed() throws Exception {
    ScenarioRun run = ScenarioRun.broken("connection-per-call", folder);
    assertTrue(run.sockets().timeWait() > 1000, run::toString);
    run.assertTimeWaitIsThisJvms();
    assertTrue(run.found("close-per-request"), run::toString);
  }

  @Test
  void poolBelowTheConcurrencyClosesAsClient() throws Exception {
    ScenarioRun run = ScenarioRun.broken("idle-cap", folder);
    assertTrue(run.closes(new Closes("client", "local", "fin")) >= 500, run::toString);
    run.assertTimeWaitIsThisJvms();
    assertTrue(run.found("pool-churn"), run::toString);
  }

  @Test
  void cappedServerClosesEachConnectionAfterAHundredRequests() throws Exception {
    ScenarioRun run = ScenarioRun.broken("request-cap", folder);
    // Both ends hurry to be first: the server's are counted, whoever won.
    assertTrue(Math.abs(run.closesAs("server") - 100) <= 10, run::toString);
  }

  @Test
  void closingHandlerIsFirstInEachConnection() throws Exception {
    ScenarioRun run = ScenarioRun.broken("handler-closes", folder);
    assertTrue(run.closes(new Closes("server", "local", "fin")) >= 1000, run::toString);
    assertEquals(0, run.closes(new Closes("client", "local", "fin")), run::toString);
    run.assertTimeWaitIsThisJvms();
    assertTrue(run.found("server-closes-each"), run::toString);
  }

  @Test
  void staleConnectionsAreClosedByTheServerAndReset() throws Exception {
    ScenarioRun run = ScenarioRun.broken("stale-pool", folder);
    assertTrue(run.closes(new Closes("server", "local", "fin")) >= 40, run::toString);
    assertTrue(run.output().contains("PrematureCloseException"), run::toString);
  }

  @Test
  void eachClientOfItsOwnClosesItsConnection() throws Exception {
    ScenarioRun run = ScenarioRun.broken("client-per-call", folder);
    assertEquals(400, run.closes(new Closes("client", "local", "fin")), run::toString);
    run.assertTimeWaitIsThisJvms();
    assertTrue(run.found("client-per-call"), run::toString);
  }

  @Test
  void jedisResetsAndLettuceDoesNot() throws Exception {
    ScenarioRun run = ScenarioRun.broken("abortive", folder);
    assertEquals(300, run.closes(new Closes("client", "local", "rst")), run::toString);
    assertEquals(300, run.closes(new Closes("client", "local", "fin")), run::toString);
    run.assertTimeWaitIsThisJvms();
    assertTrue(run.found("abortive-close"), run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @Test
  void portsRunOutAndBothErrorsAreShown() throws Exception {
    ScenarioRun run = ScenarioRun.broken("port-exhaustion", folder);
    assertTrue(run.output().contains("Cannot assign requested address"), run::toString);
    assertTrue(run.output().contains("Address already in use"), run::toString);
    assertTrue(run.found("port-exhaustion"), run::toString);
  }

  @Test
  void repeatedFinIsMetByAResetWithoutTimeWait() throws Exception {
    ScenarioRun run = ScenarioRun.broken("lost-last-ack", folder);
    assertTrue(run.output().contains(" RST -"), run::toString);
    assertEquals(0, run.sockets().timeWait(), run::toString);
  }

  @Test
  void repeatedFinIsAnsweredInTimeWait() throws Exception {
    ScenarioRun run = ScenarioRun.cured("lost-last-ack", folder);
    assertFalse(run.output().contains(" RST -"), run::toString);
    assertEquals(1, run.sockets().timeWait(), run::toString);
  }

  @Test
  void strayOfTheFirstConnectionIsReadInTheSecondWithoutTimeWait() throws Exception {
    ScenarioRun run = ScenarioRun.broken("old-duplicate", folder);
    assertTrue(run.output().contains("     1st connection, byte "), run::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connection-per-call",
        "idle-cap",
        "handler-closes",
        "client-per-call",
        "abortive"
      })
  void cureLeavesNoTimeWaitAndNoWarning(String scenario) throws Exception {
    ScenarioRun run = ScenarioRun.cured(scenario, folder);
    assertTrue(run.sockets().timeWait() <= 60, run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }
}
