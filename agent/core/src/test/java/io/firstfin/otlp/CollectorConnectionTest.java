package io.firstfin.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CollectorConnectionTest {
  private static final Map<String, String> PROTOBUF =
      Map.of("Content-Type", "application/x-protobuf");
  private static final byte[] NOTHING = {};

  /** Longer than a test takes. */
  private static final int TIMEOUT_MILLIS = 600_000;

  @Test
  void oneConnectionServesEveryRequest() throws Exception {
    try (Receiver receiver = new Receiver()) {
      CollectorConnection connection =
          new CollectorConnection(receiver.address().resolve("/v1/metrics"), TIMEOUT_MILLIS);
      connection.post(PROTOBUF, NOTHING);
      connection.post(PROTOBUF, NOTHING);
      assertEquals(receiver.nextClientPort(), receiver.nextClientPort());
      connection.close();
    }
  }

  @Test
  void aConnectionThatTheReceiverClosedIsReplaced() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread server = answering(listener, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      CollectorConnection connection = connection(listener);
      connection.post(PROTOBUF, NOTHING);
      connection.post(PROTOBUF, NOTHING);
      connection.close();
      server.interrupt();
    }
  }

  @Test
  void aReceiverThatAnnouncesItsCloseIsNotWaitedFor() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      answering(listener, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      CollectorConnection connection = connection(listener);
      connection.post(PROTOBUF, NOTHING);
      connection.post(PROTOBUF, NOTHING);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 404 Not Found~~, it answers 404 Not Found",
    "HTTP/1.1 503~~, it answers 503",
    "SSH-2.0-OpenSSH_9~, the answer is not HTTP",
    "HTTP/1.1 200 OK~Content-Length: x~~, the answer is not HTTP",
    "'', it closed the connection without an answer"
  })
  void whatIsNoSuccessIsSaidInOneLine(String answer, String message) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      answering(listener, answer.replace("~", "\r\n"));
      IOException refused =
          assertThrows(IOException.class, () -> connection(listener).post(PROTOBUF, NOTHING));
      assertEquals(message, refused.getMessage());
    }
  }

  @Test
  void anAnswerWithoutEndIsNotRead() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      answering(listener, "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(1_000));
      assertThrows(IOException.class, () -> connection(listener).post(PROTOBUF, NOTHING));
    }
  }

  @Test
  void aReceiverThatDoesNotAnswerIsGivenUp() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      CollectorConnection connection = new CollectorConnection(address(listener), 50);
      assertThrows(SocketTimeoutException.class, () -> connection.post(PROTOBUF, NOTHING));
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    CollectorConnection connection =
        new CollectorConnection(
            URI.create("http://no-such-host.invalid:4318/v1/metrics"), TIMEOUT_MILLIS);
    IOException unknown = assertThrows(IOException.class, () -> connection.post(PROTOBUF, NOTHING));
    assertEquals("the host no-such-host.invalid is not known", unknown.getMessage());
  }

  @Test
  void theHostIsWithoutTheCredentialsWhichAreAHeaderOfTheirOwn() throws Exception {
    assertEquals(
        List.of("Host: 127.0.0.1:PORT", "Authorization: " + basic("me:p w%")),
        headers("me:p%20w%25@", Map.of(), "Host", "Authorization"));
  }

  @Test
  void aUserWithoutAPasswordHasAnEmptyOne() throws Exception {
    assertEquals(
        List.of("Authorization: " + basic("me:")), headers("me@", Map.of(), "Authorization"));
  }

  @Test
  void anAuthorizationAmongTheHeadersWins() throws Exception {
    assertEquals(
        List.of("Authorization: Bearer t"),
        headers("me:pw@", Map.of("authorization", "Bearer t"), "Authorization"));
  }

  @Test
  void withoutCredentialsThereIsNoAuthorization() throws Exception {
    assertEquals(List.of(), headers("", Map.of(), "Authorization"));
  }

  @Test
  void aThreadThatWaitsForTheAnswerEndsWithTheConnection() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      CollectorConnection connection = connection(listener);
      Thread sender = sender(connection);
      try (Socket silent = listener.accept()) {
        readHead(silent.getInputStream());
        connection.end();
        sender.join();
      }
    }
  }

  @Test
  void aHandshakeEndsWithTheConnection() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      CollectorConnection connection =
          new CollectorConnection(
              URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/v1/metrics"),
              TIMEOUT_MILLIS);
      Thread sender = sender(connection);
      try (Socket silent = listener.accept()) {
        assertTrue(silent.getInputStream().read() > 0);
        connection.end();
        sender.join();
      }
    }
  }

  @Test
  void aThreadThatConnectsEndsWithTheConnection() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel first = SocketChannel.open(listener.getLocalSocketAddress());
        SocketChannel second = SocketChannel.open(listener.getLocalSocketAddress())) {
      // The queue has no room for a third connection: nothing answers its SYN.
      assertTrue(first.isConnected() && second.isConnected());
      CollectorConnection connection = connection(listener);
      Thread sender = sender(connection);
      while (Stream.of(sender.getStackTrace())
          .noneMatch(frame -> frame.getMethodName().equals("connect"))) {
        Thread.sleep(5);
      }
      connection.end();
      sender.join();
    }
  }

  @Test
  void whatHasEndedConnectsNoMore() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      CollectorConnection connection = connection(listener);
      connection.end();
      assertThrows(IOException.class, () -> connection.post(PROTOBUF, NOTHING));
      listener.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, listener::accept);
    }
  }

  /** Waits so long that only end() can end it. */
  private static Thread sender(CollectorConnection connection) {
    Thread sender =
        new Thread(() -> assertThrows(IOException.class, () -> connection.post(PROTOBUF, NOTHING)));
    sender.setDaemon(true);
    sender.start();
    return sender;
  }

  /** The lines of a request's head that begin with one of the names. */
  private static List<String> headers(
      String credentials, Map<String, String> given, String... names) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      int port = listener.getLocalPort();
      CollectorConnection connection =
          new CollectorConnection(
              URI.create("http://" + credentials + "127.0.0.1:" + port + "/v1/metrics"),
              TIMEOUT_MILLIS);
      Thread sender =
          new Thread(() -> assertThrows(IOException.class, () -> connection.post(given, NOTHING)));
      sender.start();
      List<String> lines;
      try (Socket socket = listener.accept()) {
        lines = readHead(socket.getInputStream()).lines().toList();
      }
      connection.end();
      sender.join();
      return Stream.of(names)
          .flatMap(
              name ->
                  lines.stream()
                      .filter(
                          line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1)))
          .map(line -> line.replace(":" + port, ":PORT"))
          .toList();
    }
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  private static CollectorConnection connection(ServerSocket listener) {
    return new CollectorConnection(address(listener), TIMEOUT_MILLIS);
  }

  private static URI address(ServerSocket listener) {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1/metrics");
  }

  /** Answers once on each connection and closes it. */
  private static Thread answering(ServerSocket listener, String answer) {
    Thread server =
        new Thread(
            () -> {
              try {
                while (true) {
                  try (Socket socket = listener.accept()) {
                    readHead(socket.getInputStream());
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                  }
                }
              } catch (IOException e) {
                // The test has closed the listener.
              }
            });
    server.setDaemon(true);
    server.start();
    return server;
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
