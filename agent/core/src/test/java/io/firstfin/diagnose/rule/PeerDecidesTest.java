package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.DestinationBuilder;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.diagnose.evidence.PeerDecides;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client's finding where the peer closes connections too, right after the last data. */
class PeerDecidesTest {
  private static final String[] HTTP = {
    "sun.net.www.http.HttpClient.closeServer(HttpClient.java:1163)",
    "sun.net.www.http.HttpClient.finished(HttpClient.java:466)",
    "sun.net.www.http.KeepAliveStream.close(KeepAliveStream.java:101)",
    "com.acme.Orders.load(Orders.java:31)"
  };

  private static final String[] LDAP = {
    "com.sun.jndi.ldap.Connection.cleanup(Connection.java:671)",
    "com.sun.jndi.ldap.LdapClient.close(LdapClient.java:453)",
    "com.sun.jndi.ldap.LdapCtx.close(LdapCtx.java:2779)",
    "javax.naming.InitialContext.close(InitialContext.java:553)",
    "com.acme.Staff.find(Staff.java:20)"
  };

  private static final String[] MAIL = {
    "com.sun.mail.smtp.SMTPTransport.closeConnection(SMTPTransport.java:1541)",
    "com.sun.mail.smtp.SMTPTransport.close(SMTPTransport.java:1440)",
    "javax.mail.Transport.send0(Transport.java:239)",
    "com.acme.Mails.send(Mails.java:44)"
  };

  private static final String[] OWN_PROTOCOL = {"com.acme.Gate.ask(Gate.java:12)"};

  @Test
  void aServerOfHttpIsNamedAndNotTheClientsCode() {
    Finding finding = find(6000, 90_000, 2, HTTP);

    assertEquals("close-per-request", finding.id);
    assertTrue(
        finding.cause.contains("it closed 90,000 of these 96,000 connections first"),
        finding.cause);
    assertFalse(finding.cause.contains("per call"), finding.cause);
    assertFalse(
        String.join(" ", finding.details).contains("kept and used again"),
        finding.details.toString());
    assertTrue(finding.remedy.get(0).contains("500"), finding.remedy.toString());
    assertTrue(
        finding.notRemedy.contains("a pool, or a larger one: it cannot keep what the server ends"));
  }

  @ParameterizedTest
  @CsvSource({
    // Closed first by this JVM, by the server, and how long after the last data the server did so.
    "6000, 600, 2",
    "6000, 90000, 1000",
    "6000, 90000, -1",
  })
  void whereTheServerClosesFewOrLaterTheClientDecides(long local, long remote, long idleMillis) {
    assertEquals("one connection per call", find(local, remote, idleMillis, HTTP).cause);
  }

  @Test
  void whereBothCloseTheClientOfHttpIsToldOfTheServerToo() {
    Finding finding = find(6000, 3000, 2, HTTP);

    assertEquals(
        "one connection per call; the peer closes at the same time, and was first in 3,000 of these"
            + " 9,000 connections",
        finding.cause);
    assertTrue(finding.remedy.get(0).contains("disconnect()"), finding.remedy.toString());
    assertTrue(finding.remedy.contains(PeerDecides.BESIDE), finding.remedy.toString());
  }

  @Test
  void overTlsAGoodbyeOfTheClientMakesThePeerFirstSoThatItsOwnRemedyStays() {
    String[] disconnect = {
      "sun.net.www.protocol.http.HttpURLConnection.disconnect(HttpURLConnection.java:3213)",
      "sun.net.www.protocol.https.HttpsURLConnectionImpl.disconnect(H.java:94)",
      "com.acme.Orders.load(Orders.java:31)"
    };

    Finding finding = find(6000, 90_000, 2, disconnect);

    assertTrue(finding.cause.startsWith("one connection per call; the peer"), finding.cause);
    assertFalse(finding.remedy.contains(PeerDecides.BESIDE), finding.remedy.toString());
  }

  @Test
  void inAnotherProtocolTheClientSaysGoodbyeSoThatItsOwnRemedyStays() {
    Finding ldap = find(6000, 90_000, 2, LDAP);
    assertTrue(ldap.cause.contains("one connection per call; the peer closes"), ldap.cause);
    assertFalse(ldap.remedy.contains(PeerDecides.BESIDE), ldap.remedy.toString());
    assertTrue(ldap.remedy.get(0).contains("connect.pool"), ldap.remedy.toString());

    Finding mail = find(6000, 90_000, 2, MAIL);
    assertEquals(1, mail.remedy.size(), mail.remedy.toString());
    assertTrue(mail.remedy.get(0).contains("Transport"), mail.remedy.toString());
  }

  @Test
  void aWebSocketHasAGoodbyeOfItsOwn() {
    Finding finding =
        find(
            6000,
            90_000,
            2,
            "jdk.internal.net.http.PlainHttpConnection.close(PlainHttpConnection.java:371)",
            "jdk.internal.net.http.websocket.TransportImpl.closeOutput(TransportImpl.java:316)",
            "jdk.internal.net.http.websocket.WebSocketImpl.sendClose0(WebSocketImpl.java:283)",
            "com.acme.News.send(News.java:9)");

    assertTrue(finding.remedy.get(0).contains("WebSocket"), finding.remedy.toString());
    assertFalse(finding.remedy.contains(PeerDecides.BESIDE), finding.remedy.toString());
  }

  @Test
  void ofAnUnknownProtocolBothRemediesAreGiven() {
    Finding finding = find(6000, 90_000, 2, OWN_PROTOCOL);

    assertTrue(finding.cause.startsWith("one connection per call; the peer"), finding.cause);
    assertTrue(finding.remedy.get(0).contains("pooled client"), finding.remedy.toString());
    assertTrue(
        finding.remedy.get(1).contains("where the server ends them"), finding.remedy.toString());
  }

  @Test
  void crossedFinsCountForThisJvmAndAreCalledSo() {
    DestinationBuilder crossed = destination(3000, 4000, 2).closes(Initiator.SIMULTANEOUS, 3000);
    Finding finding = find(crossed, HTTP);

    assertTrue(finding.cause.startsWith("one connection per call"), finding.cause);
    assertTrue(
        finding
            .details
            .get(0)
            .startsWith("This JVM closed first, or at the same moment as the peer,"),
        finding.details.toString());
  }

  private static Finding find(long local, long remote, long idleMillis, String... frames) {
    return find(destination(local, remote, idleMillis), frames);
  }

  private static Finding find(DestinationBuilder destination, String... frames) {
    String line = frames[frames.length - 1];
    return RuleCases.only(
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(destination.share("k", line, "", 6000).closed(Initiator.LOCAL, "k", line, 6000))
            .site("k", Role.CLIENT, 6000, frames)
            .build());
  }

  private static DestinationBuilder destination(long local, long remote, long idleMillis) {
    return client("10.0.0.5:8080")
        .timeWait(6000, 6000)
        .connections(1, 3)
        .inUse(3)
        .rate(100)
        .closes(Initiator.LOCAL, local)
        .closes(Initiator.REMOTE, remote)
        .ended(
            Initiator.REMOTE,
            Spread.UNKNOWN,
            idleMillis < 0 ? Spread.UNKNOWN : same(900, idleMillis),
            Spread.UNKNOWN);
  }
}
