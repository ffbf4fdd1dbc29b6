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
import io.firstfin.library.Libraries;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool that closes, and many clients that have a pool each. The stacks are of real programs. */
class ChurnTest {
  private static final List<String> OKHTTP_5_EVICTOR =
      List.of(
          "okhttp3.internal._UtilJvmKt.closeQuietly(-UtilJvm.kt:287)",
          "okhttp3.internal.connection.RealConnectionPool.closeConnections(RealConnectionPool.kt:261)",
          "okhttp3.internal.connection.RealConnectionPool$cleanupTask$1.runOnce(R.kt:50)",
          "okhttp3.internal.concurrent.TaskRunner$runnable$1.run(TaskRunner.kt:81)");

  private static final List<String> OKHTTP_5_EVICT_ALL =
      List.of(
          "okhttp3.internal._UtilJvmKt.closeQuietly(-UtilJvm.kt:287)",
          "okhttp3.internal.connection.RealConnectionPool.evictAll(RealConnectionPool.kt:175)",
          "okhttp3.ConnectionPool.evictAll(ConnectionPool.kt:96)",
          "com.acme.OkPerCall.call(OkPerCall.java:17)");

  private static final List<String> JDK_17_PUT =
      List.of(
          "sun.net.www.http.HttpClient.closeServer(HttpClient.java:1163)",
          "sun.net.www.http.KeepAliveCache.put(KeepAliveCache.java:196)",
          "sun.net.www.http.HttpClient.putInKeepAliveCache(HttpClient.java:508)",
          "sun.net.www.http.HttpClient.finished(HttpClient.java:460)",
          "sun.net.www.http.KeepAliveStream.close(KeepAliveStream.java:101)",
          "sun.net.www.MeteredStream.justRead(MeteredStream.java:95)",
          "sun.net.www.MeteredStream.read(MeteredStream.java:142)",
          "java.io.FilterInputStream.read(FilterInputStream.java:132)",
          "sun.net.www.protocol.http.HttpURLConnection$HttpInputStream.read(H.java:3777)",
          "com.acme.UrlChurn.call(UrlChurn.java:17)");

  private static final List<String> JDK_17_DISCONNECT =
      List.of(
          "sun.net.www.http.HttpClient.closeServer(HttpClient.java:1163)",
          "sun.net.www.http.HttpClient.closeIdleConnection(HttpClient.java:524)",
          "sun.net.www.protocol.http.HttpURLConnection.disconnect(HttpURLConnection.java:3213)",
          "com.acme.Orders.load(Orders.java:31)");

  private static final List<String> GRPC =
      List.of(
          "io.grpc.netty.shaded.io.netty.channel.unix.FileDescriptor.markClosed(F.java:67)",
          "io.grpc.netty.shaded.io.netty.channel.unix.FileDescriptor.close(F.java:82)");

  @Test
  void anIdleConnectionOfOneExchangeMayBeAClientsOfItsOwn() {
    Finding finding = find(client("a:1").connections(1, 1500), OKHTTP_5_EVICTOR);

    assertEquals("pool-churn", finding.id);
    assertTrue(finding.cause.contains("or a client is made for each call"), finding.cause);
    assertTrue(finding.remedy.get(0).contains("one OkHttpClient"), finding.remedy.toString());
    assertTrue(
        finding.remedy.contains("if it is one client: " + PoolChurn.KEEP_AS_MANY),
        finding.remedy.toString());
  }

  @Test
  void aHandshakeBeforeTheOneCallHidesNoClientOfItsOwn() {
    Finding finding =
        find(
            client("a:1")
                .connections(6, 8000)
                .ended(Initiator.LOCAL, new Spread(900, 5, 6, 7), Spread.UNKNOWN, Spread.UNKNOWN),
            OKHTTP_5_EVICTOR);

    assertTrue(finding.cause.contains("or a client is made for each call"), finding.cause);
  }

  @Test
  void aSecondsIdleTimeIsNoneTooFewThoughItIsKnownToTwoPercent() {
    Finding finding = find(client("a:1").connections(1, 983), OKHTTP_5_EVICTOR);

    assertTrue(finding.cause.contains("or a client is made for each call"), finding.cause);
  }

  @Test
  void aConnectionThatEndsSoonIsOneTooManyOfASharedPool() {
    Finding finding = find(client("a:1").connections(1, 30), OKHTTP_5_EVICTOR);

    assertFalse(finding.cause.contains("a client is made"), finding.cause);
    assertTrue(finding.remedy.get(0).contains("ConnectionPool("), finding.remedy.toString());
  }

  @Test
  void aConnectionThatServedTwoCallsIsOfASharedPool() {
    Finding finding = find(client("a:1").connections(2, 1500), OKHTTP_5_EVICTOR);

    assertFalse(finding.cause.contains("a client is made"), finding.cause);
  }

  @Test
  void codeThatEmptiesThePoolGetsBothRemedies() {
    Finding finding = find(client("a:1").connections(1, 5), OKHTTP_5_EVICT_ALL);

    assertEquals("client-per-call", finding.id);
    assertEquals(
        "the application closes all that the client's pool has: a client is made for each call, or"
            + " the pool of one is emptied after each call",
        finding.cause);
    assertTrue(finding.remedy.get(0).contains("evictAll()"), finding.remedy.toString());
  }

  @Test
  void thatThePoolDoesItsWorkIsNotSaidBesideIt() {
    DestinationBuilder destination =
        client("a:1")
            .connections(1, 1500)
            .ended(Initiator.LOCAL, same(30, 1), same(30, 1200), same(30, 300));

    assertEquals(
        List.of("close-per-request", "idle-close"), find(destination, OKHTTP_5_EVICTOR).explains);
  }

  @Test
  void callsAtOnceBeyondTheKeptConnectionsOfHttpUrlConnectionAreAPoolsChurn() {
    Finding finding = find(client("a:1").connections(1, 20), JDK_17_PUT);

    assertEquals("pool-churn", finding.id);
    assertTrue(finding.remedy.get(0).contains("-Dhttp.maxConnections"), finding.remedy.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // HttpClient.closeServer is the innermost frame of all of these, from JDK 8 to 26.
        "sun.net.www.http.KeepAliveCache.put(KeepAliveCache.java:182)",
        "sun.net.www.http.KeepAliveCache.run(KeepAliveCache.java:268)",
        // In older updates it is called through ClientVector.
        "sun.net.www.http.KeepAliveCache.get(KeepAliveCache.java:159)",
      })
  void theCacheOfHttpUrlConnectionClosesByTheseMethods(String frame) {
    assertTrue(
        Libraries.builtIn()
            .shows(
                List.of("sun.net.www.http.HttpClient.closeServer(HttpClient.java:1)", frame),
                StackKind.POOL_CLOSES));
  }

  @Test
  void disconnectIsNoPoolsChurn() {
    Finding finding = find(client("a:1").connections(1, 1), JDK_17_DISCONNECT);

    assertEquals("close-per-request", finding.id);
    assertTrue(finding.remedy.get(0).contains("disconnect()"), finding.remedy.toString());
  }

  @Test
  void ofALibraryWithoutAPoolToEnlargeTheRemedyIsToShareAlsoAfterSomeExchanges() {
    Finding finding = find(client("a:1").connections(4, 30), GRPC);

    assertTrue(finding.remedy.get(0).contains("one ManagedChannel"), finding.remedy.toString());
  }

  private static Finding find(DestinationBuilder destination, List<String> frames) {
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(destination.timeWait(6000, 6000).share("k", "l", "", 6000))
            .site("k", Role.CLIENT, 6000, frames.toArray(new String[0]));
    return RuleCases.only(picture.build());
  }
}
