package io.firstfin.junit;

import static io.firstfin.junit.LeftLine.Kind.CLOSED_FIRST;
import static io.firstfin.junit.LeftLine.Kind.NOT_CLOSED;
import static io.firstfin.junit.LeftLine.Kind.OPEN;
import static io.firstfin.junit.Lines.LINE;
import static io.firstfin.junit.Lines.TEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class FailureTextTest {
  private static final String CALLER = "com.acme.CacheTest.gets(CacheTest.java:17)";
  private static final Snapshot BEGIN = Lines.opened(0, 0, 0, 0).snapshot();

  @Test
  void asManyAsAllowedAreNoFailure() throws Exception {
    Snapshot end = Lines.opened(5, 5, 5, 0).row(CLOSED_FIRST, 5, LINE).snapshot();

    assertNull(failure(end, new Limits(true, 5), ""));
  }

  @Test
  void oneMoreNamesTheLineAndItsCallersAsAStackTrace() throws Exception {
    Snapshot end = Lines.opened(6, 6, 6, 0).row(CLOSED_FIRST, 6, LINE, CALLER).snapshot();

    AssertionFailedError failure = failure(end, new Limits(false, 5), "");

    assertEquals(
        "CacheTest.gets() left 6 sockets in TIME_WAIT, because this JVM closed first; at most 5 may"
            + " be.\n"
            + "6 closed first via java.net.Socket.close:\n"
            + "\tat com.acme.Cache.get(Cache.java:42)\n"
            + "\tat com.acme.CacheTest.gets(CacheTest.java:17)\n"
            + "  Remedy: share one client\n"
            + "To allow a line, write it into src/test/resources/firstfin-known.txt:\n"
            + "  time-wait com.acme.Cache.get",
        failure.getMessage());
    assertEquals(
        List.of(
            new StackTraceElement("com.acme.Cache", "get", "Cache.java", 42),
            new StackTraceElement("com.acme.CacheTest", "gets", "CacheTest.java", 17)),
        List.of(failure.getStackTrace()));
  }

  @Test
  void openConnectionsFailWhereNoneMayLeak() throws Exception {
    Snapshot end = Lines.opened(1, 0, 0, 1).row(OPEN, 1, LINE).snapshot();

    assertNull(failure(end, new Limits(false, 0), ""));
    String text = failure(end, new Limits(true, 0), "").getMessage();
    assertTrue(text.startsWith("CacheTest.gets() left 1 connection that nobody closed.\n"), text);
    assertTrue(text.endsWith("\n  leak com.acme.Cache.get"), text);
  }

  @Test
  void acceptedConnectionsThatNobodyClosesFailToo() throws Exception {
    Snapshot end = Lines.opened(1, 0, 0, 0).row(NOT_CLOSED, 1, LINE).snapshot();

    String text = failure(end, new Limits(true, 0), "").getMessage();

    assertTrue(
        text.contains("accepted on port 8080, and not closed although the client has closed"),
        text);
  }

  @Test
  void knownLinesAreNoFailureAndDoNotHideNewOnes() throws Exception {
    String known = "time-wait com.acme.Cache.get";
    Snapshot end = Lines.opened(6, 6, 6, 0).row(CLOSED_FIRST, 6, LINE).snapshot();
    Snapshot more =
        Lines.opened(7, 7, 7, 0).row(CLOSED_FIRST, 6, LINE).row(CLOSED_FIRST, 1, CALLER).snapshot();

    assertNull(failure(end, new Limits(false, 0), known));
    String text = failure(more, new Limits(false, 0), known).getMessage();
    assertTrue(text.startsWith("CacheTest.gets() left 1 socket in TIME_WAIT"), text);
  }

  @Test
  void connectionsWithoutALineCountAndAreSaidToBeUnknown() throws Exception {
    Snapshot end = Lines.opened(2, 2, 2, 0).sampled().row(CLOSED_FIRST, 1, LINE).snapshot();

    String text = failure(end, new Limits(false, 1), "").getMessage();

    assertTrue(text.contains("\nabout 1 closed first"), text);
    assertTrue(text.contains("\n1 at a line that the agent does not know"), text);
  }

  @Test
  void whereTestsCannotBeToldApartTheMessageSaysSo() throws Exception {
    Snapshot end = Lines.opened(1, 1, 1, 0).row(CLOSED_FIRST, 1, LINE).snapshot();
    RunningTest other = new RunningTest("com.acme.OtherTest", "runs", "OtherTest.runs()");
    Connections connections = Connections.between(BEGIN, end, TEST, List.of(other));

    String text = FailureText.of(TEST, connections, new Limits(false, 0), known("")).getMessage();

    assertTrue(text.contains("it was cannot be told"), text);
    assertTrue(text.contains("\nAt the same time ran OtherTest.runs()."), text);
  }

  private static AssertionFailedError failure(Snapshot end, Limits limits, String known)
      throws Exception {
    return FailureText.of(
        TEST, Connections.between(BEGIN, end, TEST, List.of()), limits, known(known));
  }

  private static KnownSites known(String text) throws Exception {
    return KnownSites.read(new StringReader(text));
  }
}
