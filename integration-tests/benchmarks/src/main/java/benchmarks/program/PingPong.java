package benchmarks.program;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * One connection that stays open, over which requests and responses of a fixed size alternate.
 *
 * <p>Command {@code requests N}; answers the wall time in nanoseconds.
 */
public final class PingPong {

  private static final int REQUEST_BYTES = 128;
  private static final int RESPONSE_BYTES = 512;

  private PingPong() {}

  public static void main(String[] arguments) throws Exception {
    ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
    Socket server = listener.accept();
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    Thread responder = new Thread(() -> respond(server), "responder");
    responder.setDaemon(true);
    responder.start();
    OutputStream out = client.getOutputStream();
    DataInputStream in = new DataInputStream(client.getInputStream());
    Commands.serve(command -> request(Integer.parseInt(command[1]), out, in));
  }

  private static long request(int count, OutputStream out, DataInputStream in) throws IOException {
    byte[] request = new byte[REQUEST_BYTES];
    byte[] response = new byte[RESPONSE_BYTES];
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      out.write(request);
      in.readFully(response);
    }
    return System.nanoTime() - begin;
  }

  private static void respond(Socket server) {
    byte[] request = new byte[REQUEST_BYTES];
    byte[] response = new byte[RESPONSE_BYTES];
    try (DataInputStream in = new DataInputStream(server.getInputStream());
        OutputStream out = server.getOutputStream()) {
      while (true) {
        in.readFully(request);
        out.write(response);
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
  }
}
