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
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scenarios as {@code demo-app/run} shows them, compared with what ss counts. They mostly wait,
 * the longest for two minutes, and so they run at the same time.
 */
@Execution(ExecutionMode.CONCURRENT)
class ScenariosIT {
  /** A scenario that must be faster than the initial sequence numbers needs a core of its own. */
  private static final String PACE = "pace";

  @TempDir private Path folder;

  @Test
  void disconnectAfterEachCallIsNamed() throws Exception {
    ScenarioRun run = ScenarioRun.broken("connection-per-call", folder);
    assertTrue(run.sockets().timeWait() > 1000, run::toString);
    run.assertTimeWaitIsThisJvms();
    run.assertFoundFirst("close-per-request");
  }

  @Test
  void aHandshakeIsNoExchange() throws Exception {
    ScenarioRun run = ScenarioRun.broken("https-call", folder);
    assertTrue(run.closes(new Closes("client", "local", "fin")) >= 1400, run::toString);
    run.assertTimeWaitIsThisJvms();
    run.assertFoundFirst("close-per-request");
    assertTrue(run.output().contains("HttpsCall.callAndDisconnect"), run::toString);
  }

  @Test
  void aNettyClientsLineIsTheOneThatMadeTheChannel() throws Exception {
    ScenarioRun run = ScenarioRun.broken("netty-client", folder);
    assertTrue(run.closes(new Closes("client", "local", "fin")) >= 1400, run::toString);
    run.assertTimeWaitIsThisJvms();
    run.assertFoundFirst("close-per-request");
    assertTrue(run.output().contains("NettyClient.call"), run::toString);
  }

  @Test
  void poolBelowTheConcurrencyClosesAsClient() throws Exception {
    ScenarioRun run = ScenarioRun.broken("idle-cap", folder);
    assertTrue(run.closes(new Closes("client", "local", "fin")) >= 500, run::toString);
    run.assertTimeWaitIsThisJvms();
    run.assertFoundFirst("pool-churn");
  }

  @Test
  void cappedServerClosesEachConnectionAfterAHundredRequests() throws Exception {
    ScenarioRun run = ScenarioRun.broken("request-cap", folder);
    // Both ends close at nearly the same moment: the server's connections are counted, whichever
    // end was first.
    assertTrue(Math.abs(run.closesAs("server") - 100) <= 10, run::toString);
    run.assertFoundFirst("request-cap");
  }

  @Test
  void closingHandlerIsFirstInEachConnection() throws Exception {
    ScenarioRun run = ScenarioRun.broken("handler-closes", folder);
    assertTrue(run.closes(new Closes("server", "local", "fin")) >= 1000, run::toString);
    assertEquals(0, run.closes(new Closes("client", "local", "fin")), run::toString);
    run.assertTimeWaitIsThisJvms();
    run.assertFoundFirst("server-closes-each");
  }

  @Test
  void staleConnectionsAreClosedByTheServerAndReset() throws Exception {
    ScenarioRun run = ScenarioRun.broken("stale-pool", folder);
    assertTrue(run.closes(new Closes("server", "local", "fin")) >= 40, run::toString);
    assertTrue(run.output().contains("PrematureCloseException"), run::toString);
    run.assertFoundFirst("stale-reuse");
  }

  @Test
  void callsThatComeAfterTheServersCloseAreTheServersFindingToo() throws Exception {
    ScenarioRun run = ScenarioRun.broken("idle-race", folder);
    // One of the three rounds fails. On a busy machine single calls of another can fail too, or the
    // server can close some connections later.
    int failed = run.number("60 calls, (\\d+) failed");
    assertTrue(failed >= 10 && failed <= 40, run::toString);
    assertTrue(run.found("server-idle-race"), run::toString);
  }

  @Test
  void aServerThatIsMorePatientThanItsClientsFailsNoCall() throws Exception {
    ScenarioRun run = ScenarioRun.cured("idle-race", folder);
    assertTrue(run.output().contains("60 calls, 0 failed"), run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @Test
  void connectsThatTheKernelDropsAreNamed() throws Exception {
    ScenarioRun run = ScenarioRun.broken("accept-queue", folder);
    assertTrue(run.found("accept-queue-overflow"), run::toString);
  }

  @Test
  void responsesThatNobodyReadsAreNamedThoughBothEndsAreOpen() throws Exception {
    ScenarioRun run = ScenarioRun.broken("open-response", folder);
    run.assertFoundFirst("open-leak");
    assertTrue(run.output().contains("OpenResponse.status"), run::toString);
  }

  @Test
  void eventStreamsWithoutClientsAreNoBlockedThreads() throws Exception {
    ScenarioRun run = ScenarioRun.broken("sse-left", folder);
    // The threshold of the scenario: single streams of the 75 can end on a busy machine.
    assertTrue(run.sockets().closeWait() >= 50, run::toString);
    run.assertFoundFirst("server-stuck");
    assertTrue(run.output().contains("responses that stay open"), run::toString);
  }

  @Test
  void eachClientOfItsOwnClosesItsConnection() throws Exception {
    ScenarioRun run = ScenarioRun.broken("client-per-call", folder);
    assertEquals(400, run.closes(new Closes("client", "local", "fin")), run::toString);
    run.assertTimeWaitIsThisJvms();
    run.assertFoundFirst("client-per-call");
  }

  @Test
  void jedisResetsAndLettuceDoesNot() throws Exception {
    ScenarioRun run = ScenarioRun.broken("abortive", folder);
    assertEquals(300, run.closes(new Closes("client", "local", "rst")), run::toString);
    assertEquals(300, run.closes(new Closes("client", "local", "fin")), run::toString);
    run.assertTimeWaitIsThisJvms();
    run.assertFoundFirst("abortive-close");
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @Test
  void portsRunOutAndBothErrorsAreShown() throws Exception {
    ScenarioRun run = ScenarioRun.broken("port-exhaustion", folder);
    assertTrue(run.output().contains("Cannot assign requested address"), run::toString);
    assertTrue(run.output().contains("Address already in use"), run::toString);
    run.assertFoundFirst("port-exhaustion");
    assertTrue(run.found("local-bind-exhaustion"), run::toString);
  }

  @Test
  void responsesThatNobodyClosesAreDistinguishedFromAPool() throws Exception {
    ScenarioRun run = ScenarioRun.broken("leaked-response", folder);
    assertTrue(run.sockets().closeWait() >= 150 + 60, run::toString);
    run.assertFoundFirst("close-wait-leak");
    assertTrue(run.found("close-wait-pooled"), run::toString);
  }

  @Test
  void aServerWithoutAThreadIsNamed() throws Exception {
    ScenarioRun run = ScenarioRun.broken("server-stuck", folder);
    run.assertFoundFirst("server-stuck");
  }

  @Test
  void theClientThatClosesFirstKeepsItsPortForAMinute() throws Exception {
    ScenarioRun run = ScenarioRun.broken("four-way-close", folder);
    assertTrue(run.output().contains("refused ("), run::toString);
    assertEquals(1, run.closes(new Closes("client", "local", "fin")), run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @Test
  void theServerThatClosesFirstKeepsNoPortOfTheClients() throws Exception {
    ScenarioRun run = ScenarioRun.cured("four-way-close", folder);
    assertTrue(run.output().contains("granted at once"), run::toString);
    assertEquals(1, run.closes(new Closes("server", "local", "fin")), run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @Test
  void thePoolThatIsLessPatientThanTheServerClosesFirst() throws Exception {
    ScenarioRun run = ScenarioRun.cured("stale-pool", folder);
    assertTrue(run.closes(new Closes("client", "local", "fin")) >= 40, run::toString);
    assertEquals(0, run.closes(new Closes("server", "local", "fin")), run::toString);
    assertTrue(run.output().contains(" 0 failed"), run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @Test
  void repeatedFinIsMetByAResetWithoutTimeWait() throws Exception {
    ScenarioRun run = ScenarioRun.broken("lost-last-ack", folder);
    assertTrue(run.output().contains(" RST -"), run::toString);
    assertEquals(0, run.sockets().timeWait(), run::toString);
    run.assertFoundFirst("time-wait-table-full");
  }

  @Test
  void repeatedFinIsAnsweredInTimeWait() throws Exception {
    ScenarioRun run = ScenarioRun.cured("lost-last-ack", folder);
    assertFalse(run.output().contains(" RST -"), run::toString);
    assertEquals(1, run.sockets().timeWait(), run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @Test
  @ResourceLock(PACE)
  void strayOfTheFirstConnectionIsReadInTheSecondWithoutTimeWait() throws Exception {
    ScenarioRun run = ScenarioRun.broken("old-duplicate", folder);
    assertTrue(run.output().contains("     1st connection, byte "), run::toString);
    assertEquals(0, run.sockets().timeWait(), run::toString);
    run.assertFoundFirst("time-wait-table-full");
  }

  @Test
  @ResourceLock(PACE)
  void thePortsAreRefusedForAsLongAsAStrayCanCome() throws Exception {
    ScenarioRun run = ScenarioRun.cured("old-duplicate", folder);
    assertTrue(run.output().contains("refused, EADDRINUSE"), run::toString);
    assertTrue(run.output().contains(": granted"), run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connection-per-call",
        "https-call",
        "netty-client",
        "idle-cap",
        "handler-closes",
        "client-per-call",
        "abortive",
        "port-exhaustion",
        "request-cap"
      })
  void cureLeavesNoTimeWaitAndNoWarning(String scenario) throws Exception {
    ScenarioRun run = ScenarioRun.cured(scenario, folder);
    assertTrue(run.sockets().timeWait() <= 60, run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"leaked-response", "server-stuck", "open-response", "sse-left", "accept-queue"})
  void cureLeavesNoCloseWaitAndNoWarning(String scenario) throws Exception {
    ScenarioRun run = ScenarioRun.cured(scenario, folder);
    assertEquals(0, run.sockets().closeWait(), run::toString);
    assertFalse(run.report().hasWarning(), run::toString);
  }
}
