package io.firstfin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.log.AgentLog;
import io.firstfin.options.Options;
import io.firstfin.options.OptionsParser;
import io.firstfin.output.Readers;
import io.firstfin.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpServerTest {
  private static final String GET = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int RETRY_MILLIS = 20;
  private static final int PROMPT_MILLIS = 1_500;
  private static final int NOTHING_COMES_MILLIS = 200;

  /** Shorter than the time that a client may need for an answer. */
  private static final int PATIENT_MILLIS = 20_000;

  private final AgentLog log = AgentLog.of("off");
  private final List<Socket> clients = new ArrayList<>();
  private final Readers readers = new Readers();
  private HttpServer server;
  private Thread thread;

  @AfterEach
  void end() throws Exception {
    for (Socket client : clients) {
      client.close();
    }
    if (server != null) {
      server.stop();
      thread.join();
    }
  }

  @Test
  void aResourceIsShownUnderItsPath() throws Exception {
    String answer = ask(client(), GET);

    assertStartsWith("HTTP/1.1 200 OK\r\n", answer);
    assertTrue(answer.contains("Content-Type: text/plain\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\nhello"), answer);
  }

  @Test
  void theQueryIsNoPartOfThePath() throws Exception {
    assertStartsWith("HTTP/1.1 200", ask(client(), GET.replace("/hello", "/hello?x=1")));
  }

  @Test
  void headHasTheLengthAndNoBody() throws Exception {
    String answer = ask(client(), GET.replace("GET", "HEAD"));

    assertTrue(answer.contains("Content-Length: 5\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void anythingElseIsNotFoundAndSaysWhatThereIs() throws Exception {
    String answer = ask(client(), GET.replace("/hello", "/etc/passwd"));

    assertStartsWith("HTTP/1.1 404 Not Found\r\n", answer);
    assertTrue(
        answer.endsWith("\r\n\r\nnothing here; there is /hello, /broken, /large, /fatal\n"),
        answer);
  }

  @Test
  void aResourceThatFailsIsReportedOnceAndTheServerGoesOn() throws Exception {
    Socket client = client();
    assertStartsWith("HTTP/1.1 500", ask(client, GET.replace("/hello", "/broken")));
    assertStartsWith("HTTP/1.1 500", ask(client, GET.replace("/hello", "/broken")));
    assertStartsWith("HTTP/1.1 200", ask(client, GET));

    assertEquals(
        List.of("/broken cannot be shown: java.lang.IllegalStateException"), log.problems());
  }

  @Test
  void aConnectionServesManyRequests() throws Exception {
    Socket client = client();
    for (int i = 0; i < 100; i++) {
      assertStartsWith("HTTP/1.1 200", ask(client, GET));
    }
  }

  @Test
  void requestsSentAheadAreAnsweredInTurn() throws Exception {
    Socket client = client();
    send(client, GET + GET.replace("/hello", "/none") + GET);

    assertStartsWith("HTTP/1.1 200", answer(client));
    assertStartsWith("HTTP/1.1 404", answer(client));
    assertStartsWith("HTTP/1.1 200", answer(client));
  }

  @Test
  void aRequestInPiecesIsWaitedFor() throws Exception {
    Socket client = client();
    for (char piece : GET.toCharArray()) {
      send(client, String.valueOf(piece));
    }

    assertStartsWith("HTTP/1.1 200", answer(client));
  }

  /** The side that closes first keeps the TIME_WAIT. */
  @Test
  void theClientIsLeftToCloseFirst() throws Exception {
    Socket client = client();
    send(client, "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(answer(client).contains("Connection: close\r\n"));

    client.setSoTimeout(NOTHING_COMES_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
  }

  @Test
  void aClientThatDoesNotCloseAfterItsLastRequestIsClosed() throws Exception {
    Socket client = client();
    send(client, "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    answer(client);

    assertEquals(-1, client.getInputStream().read());
  }

  /** Clients of HTTP/1.0 may read to the end of the connection, whatever Content-Length says. */
  @Test
  void aClientOfAnOlderVersionNeedNotWaitForTheEnd() throws Exception {
    Socket client = client();
    send(client, "GET /hello HTTP/1.0\r\n\r\n");
    answer(client);

    client.setSoTimeout(PROMPT_MILLIS);
    assertEquals(-1, client.getInputStream().read());
  }

  @Test
  void anOldClientCanKeepItsConnection() throws Exception {
    Socket client = client();
    String request = "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    assertStartsWith("HTTP/1.1 200", ask(client, request));
    assertStartsWith("HTTP/1.1 200", ask(client, request));
  }

  @ParameterizedTest
  @CsvSource({
    "400, not an HTTP request at all",
    "400, GET hello HTTP/1.1",
    "400, GET /hello HTTP/1.1",
    "505, GET /hello HTTP/2.0",
    "405, POST /hello HTTP/1.1~Host: localhost~Content-Length: 5",
    "405, DELETE /hello HTTP/1.1~Host: localhost",
    "413, GET /hello HTTP/1.1~Host: localhost~Content-Length: 5",
    "413, GET /hello HTTP/1.1~Host: localhost~Transfer-Encoding: chunked",
    "400, GET /hello HTTP/1.1~Host: localhost~no colon",
    "400, GET /hello HTTP/1.1~Host : localhost",
    "400, GET /hello HTTP/1.1~Host: localhost~Host: evil.example",
    "403, GET /hello HTTP/1.1~Host: evil.example",
    "403, GET /hello HTTP/1.1~Host: 127.0.0.1.evil.example:80",
    "200, GET /hello HTTP/1.1~Host: LOCALHOST:9464",
    "200, GET /hello HTTP/1.1~Host: 127.0.0.1:9464",
    "200, GET /hello HTTP/1.1~Host: [::1]:9464",
    "200, GET /hello HTTP/1.1~Host: 10.0.0.5:9464",
    "403, GET /hello HTTP/1.1~Host: 10.0.0.5.evil.example",
    "200, GET http://localhost/hello HTTP/1.1~Host: localhost",
    "200, GET HTTP://localhost/hello?a=/b HTTP/1.1~Host: localhost",
    "404, GET http://localhost?a=/hello HTTP/1.1~Host: localhost",
    "403, GET http://evil.example/hello HTTP/1.1~Host: localhost",
    "400, OPTIONS * HTTP/1.1~Host: localhost"
  })
  void whatIsOddIsRefused(int status, String request) throws Exception {
    String answer = ask(client(), request.replace("~", "\r\n") + "\r\n\r\n");

    assertStartsWith("HTTP/1.1 " + status + " ", answer);
  }

  @Test
  void aRefusalOfANameSaysWhatToDo() throws Exception {
    String answer = ask(client(), GET.replace("localhost", "shop.example"));

    assertTrue(answer.endsWith("; behind a proxy, let it send Host: localhost\n"), answer);
  }

  /** Services, proxies and pods have names that only the network knows. */
  @Test
  void whereOthersCanReachItAnyNameIsRight() throws Exception {
    start("0.0.0.0:0");
    await(() -> server.port() >= 0);

    assertStartsWith("HTTP/1.1 200", ask(client(), GET.replace("localhost", "shop.default.svc")));
  }

  @Test
  void aRefusalOfHeadHasNoBody() throws Exception {
    String answer = ask(client(), GET.replace("GET", "HEAD").replace("localhost", "shop.example"));

    assertStartsWith("HTTP/1.1 403", answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void aRefusalNamesWhatIsAllowed() throws Exception {
    assertTrue(ask(client(), GET.replace("GET", "PUT")).contains("Allow: GET, HEAD\r\n"));
  }

  @Test
  void aHeadWithoutEndIsRefusedBeforeItFillsMemory() throws Exception {
    Socket client = client();
    send(client, "GET /hello HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(HttpHead.LARGEST));

    assertStartsWith("HTTP/1.1 431 ", answer(client));
  }

  @Test
  void garbageDoesNotEndTheServer() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 50; i++) {
      byte[] garbage = new byte[random.nextInt(3_000)];
      random.nextBytes(garbage);
      try (Socket client = client()) {
        client.getOutputStream().write(garbage);
        client.setSoLinger(random.nextBoolean(), 0);
      }
    }

    assertStartsWith("HTTP/1.1 200", ask(client(), GET));
  }

  @Test
  void silentConnectionsMakeRoomForOneThatAsks() throws Exception {
    for (int i = 0; i < HttpConnections.LARGEST * 2; i++) {
      client();
    }

    assertStartsWith("HTTP/1.1 200", ask(client(), GET));
  }

  @Test
  void halfRequestsMakeRoomForAWholeOne() throws Exception {
    for (int i = 0; i < HttpConnections.LARGEST + 8; i++) {
      send(client(), "GET /hello HT");
    }

    assertStartsWith("HTTP/1.1 200", ask(client(), GET));
    assertEquals(List.of(), log.problems());
  }

  @Test
  void clientsThatDoNotTakeTheirAnswersMakeRoomForOneThatDoes() throws Exception {
    for (int i = 0; i < HttpConnections.LARGEST + 8; i++) {
      send(client(), GET.replace("/hello", "/large"));
    }
    Socket client = client();
    client.setSoTimeout(PATIENT_MILLIS);

    assertStartsWith("HTTP/1.1 200", ask(client, GET));
  }

  @Test
  void aRushOfClientsIsServedInTurn() throws Exception {
    List<Socket> rush = new ArrayList<>();
    for (int i = 0; i < HttpConnections.LARGEST * 3; i++) {
      rush.add(client());
      send(rush.get(i), GET);
    }

    for (Socket client : rush) {
      assertStartsWith("HTTP/1.1 200", answer(client));
    }
  }

  @Test
  void aNewConnectionTakesThePlaceOfTheOneThatIdlesLongest() throws Exception {
    Socket first = client();
    ask(first, GET);
    List<Socket> others = new ArrayList<>();
    for (int i = 0; i < HttpConnections.LARGEST; i++) {
      others.add(client());
      ask(others.get(i), GET);
    }

    assertEquals(-1, first.getInputStream().read());
    for (Socket other : others) {
      assertStartsWith("HTTP/1.1 200", ask(other, GET));
    }
  }

  @Test
  void aResourceThatEndsInAnErrorEndsItsConnectionOnly() throws Exception {
    Socket other = client();
    ask(other, GET);
    Socket client = client();
    send(client, GET.replace("/hello", "/fatal"));

    assertEquals(-1, client.getInputStream().read());
    assertStartsWith("HTTP/1.1 200", ask(other, GET));
  }

  @Test
  void aClientThatHasEndedItsOutputGetsItsAnswer() throws Exception {
    Socket client = client();
    send(client, GET + GET);
    client.shutdownOutput();

    assertStartsWith("HTTP/1.1 200", answer(client));
    assertStartsWith("HTTP/1.1 200", answer(client));
    assertEquals(-1, client.getInputStream().read());
  }

  @Test
  void aSlowReaderGetsAllOfALargeAnswer() throws Exception {
    Socket client = client();
    send(client, GET.replace("/hello", "/large") + GET);
    client.shutdownOutput();
    ask(client(), GET);

    assertTrue(answer(client).endsWith("\r\n\r\n" + "x".repeat(Large.BYTES)));
    assertStartsWith("HTTP/1.1 200", answer(client));
  }

  @Test
  void aClientThatDoesNotReadHoldsUpNobody() throws Exception {
    Socket deaf = client();
    deaf.setSoTimeout(1);
    Thread writer =
        new Thread(
            () -> {
              try {
                while (true) {
                  send(deaf, GET.replace("/hello", "/none"));
                }
              } catch (IOException e) {
                // end() has closed it.
              }
            });
    writer.setDaemon(true);
    writer.start();

    Socket client = client();
    for (int i = 0; i < 100; i++) {
      assertStartsWith("HTTP/1.1 200", ask(client, GET));
    }
  }

  @Test
  void onlyAReadResourceCountsAsRead() throws Exception {
    Socket client = client();
    ask(client, GET.replace("/hello", "/none"));
    ask(client, GET.replace("/hello", "/none"));
    assertFalse(readers.present());

    ask(client, GET);
    // The server notes a reading after it has sent the answer, and before the next answer.
    ask(client, GET);
    assertTrue(readers.present());
  }

  @Test
  void aTakenPortIsReportedOnceAndTakenWhenItIsFree() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      start("127.0.0.1:" + port);
      await(() -> !log.problems().isEmpty());
    }
    await(() -> server.port() == port);

    assertEquals(
        List.of(
            "http=127.0.0.1:"
                + port
                + " cannot be listened on: Address already in use; free it or choose another,"
                + " http=0 takes any free port; tried again every minute"),
        log.problems());
  }

  @Test
  void anUnknownHostIsReported() throws Exception {
    start("no-such-host.invalid:0");
    await(() -> !log.problems().isEmpty());

    assertStartsWith(
        "http=no-such-host.invalid:0 cannot be listened on: the host is not known",
        log.problems().get(0));
  }

  @Test
  void stoppingClosesEveryConnection() throws Exception {
    Socket client = client();
    ask(client, GET);
    server.stop();
    thread.join();

    assertEquals(-1, client.getInputStream().read());
    assertFalse(thread.isAlive());
  }

  private Socket client() throws Exception {
    if (server == null) {
      start("127.0.0.1:0");
      await(() -> server.port() >= 0);
    }
    Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
    client.setTcpNoDelay(true);
    clients.add(client);
    return client;
  }

  private void start(String address) {
    Options options = OptionsParser.parse("http=" + address, new Properties(), Map.of()).options;
    server =
        new HttpServer(
            options.http,
            List.of(new Hello(), new Broken(), new Large(), new Fatal()),
            readers,
            log,
            RETRY_MILLIS);
    thread = new Thread(server);
    thread.start();
  }

  private static String ask(Socket client, String request) throws IOException {
    send(client, request);
    return answer(client);
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads one answer: its body is as long as its Content-Length says, except after HEAD. */
  private static String answer(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      bytes.write(next);
    }
    String head = bytes.toString(StandardCharsets.ISO_8859_1);
    int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
    int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
    return head + new String(readBody(client, length), StandardCharsets.ISO_8859_1);
  }

  private static byte[] readBody(Socket client, int length) throws IOException {
    int before = client.getSoTimeout();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      client.setSoTimeout(NOTHING_COMES_MILLIS);
      while (body.size() < length) {
        body.write(client.getInputStream().read());
      }
    } catch (SocketTimeoutException e) {
      // The answer to HEAD has no body.
    } finally {
      client.setSoTimeout(before);
    }
    return body.toByteArray();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      Thread.sleep(5);
    }
  }

  private static void assertStartsWith(String prefix, String text) {
    assertTrue(text.startsWith(prefix), text);
  }

  private static final class Hello implements HttpResource {
    @Override
    public String path() {
      return "/hello";
    }

    @Override
    public void update(Report report) {}

    @Override
    public HttpAnswer get(HttpRequest request) {
      return HttpAnswer.ok("text/plain", "hello".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static final class Broken implements HttpResource {
    @Override
    public String path() {
      return "/broken";
    }

    @Override
    public void update(Report report) {}

    @Override
    public HttpAnswer get(HttpRequest request) {
      throw new IllegalStateException("on purpose");
    }
  }

  /** More than the buffers of two sockets hold. */
  private static final class Large implements HttpResource {
    static final int BYTES = 4_000_000;

    @Override
    public String path() {
      return "/large";
    }

    @Override
    public void update(Report report) {}

    @Override
    public HttpAnswer get(HttpRequest request) {
      return HttpAnswer.ok("text/plain", "x".repeat(BYTES).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static final class Fatal implements HttpResource {
    @Override
    public String path() {
      return "/fatal";
    }

    @Override
    public void update(Report report) {}

    @Override
    public HttpAnswer get(HttpRequest request) {
      throw new OutOfMemoryError("on purpose");
    }
  }
}
