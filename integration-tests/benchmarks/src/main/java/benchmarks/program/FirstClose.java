package benchmarks.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Opens one connection, closes both ends, and ends. */
public final class FirstClose {

  private FirstClose() {}

  public static void main(String[] arguments) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
      Socket server = listener.accept();
      client.close();
      server.close();
    }
    System.out.println("closed");
  }
}
