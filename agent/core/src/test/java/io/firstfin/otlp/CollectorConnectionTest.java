package io.firstfin.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CollectorConnectionTest {
  private static final Map<String, String> PROTOBUF =
      Map.of("Content-Type", "application/x-protobuf");
  private static final byte[] NOTHING = {};

  @Test
  void oneConnectionServesEveryRequest() throws Exception {
    try (Receiver receiver = new Receiver()) {
      CollectorConnection connection =
          new CollectorConnection(receiver.address().resolve("/v1/metrics"));
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
      CollectorConnection connection = connection(listener);
      connection.timeout(50);
      assertThrows(SocketTimeoutException.class, () -> connection.post(PROTOBUF, NOTHING));
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    CollectorConnection connection =
        new CollectorConnection(URI.create("http://no-such-host.invalid:4318/v1/metrics"));
    IOException unknown = assertThrows(IOException.class, () -> connection.post(PROTOBUF, NOTHING));
    assertEquals("the host no-such-host.invalid is not known", unknown.getMessage());
  }

  private static CollectorConnection connection(ServerSocket listener) {
    return new CollectorConnection(
        URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1/metrics"));
  }

  /** Each connection gets one answer and is closed. */
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
                // The test is over.
              }
            });
    server.setDaemon(true);
    server.start();
    return server;
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
  }
}
