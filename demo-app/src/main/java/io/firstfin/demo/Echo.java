package io.firstfin.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A server that sends back what it receives and closes after its peer, and a client of it. */
final class Echo {
  private static final byte[] MESSAGE = new byte[64];

  private Echo() {}

  /**
   * @param port 0 for any free port
   */
  static LoopbackServer start(int port) throws IOException {
    return LoopbackServer.start(port, "echo", Echo::echo);
  }

  /** Sends one message and reads it back. */
  static void exchange(Socket socket) throws IOException {
    socket.getOutputStream().write(MESSAGE);
    if (socket.getInputStream().readNBytes(MESSAGE.length).length < MESSAGE.length) {
      throw new IOException("the server closed before it answered");
    }
  }

  private static void echo(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream()) {
      in.transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // The peer sees this at its own end.
    }
  }
}
