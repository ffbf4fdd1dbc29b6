package benchmarks.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As many tests as the system property {@code tests} says, each with a connection of its own. */
public class ConnectingTests {
  private static ServerSocket server;

  static IntStream numbers() {
    return IntStream.range(0, Integer.getInteger("tests", 1));
  }

  @BeforeAll
  static void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread answers = new Thread(ConnectingTests::answer);
    answers.setDaemon(true);
    answers.start();
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
  }

  private static void answer() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(socket.getInputStream().read());
        // The client closes first, so that each test leaves the same.
        socket.getInputStream().read();
      } catch (IOException e) {
        // The server was closed, after the last test.
        return;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void asks(int number) throws IOException {
    try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      socket.getOutputStream().write(number);
      assertEquals(number & 0xff, socket.getInputStream().read());
    }
  }
}
