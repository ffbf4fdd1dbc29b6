package benchmarks.program;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A server that closes each connection as soon as it has sent its reply of one byte. Its client
 * closes when it has read that byte, so that both close at nearly the same time.
 *
 * <p>Command {@code port}; answers the port.
 */
public final class RaceServer {

  private static final int DEPTH = 24;

  private RaceServer() {}

  public static void main(String[] arguments) throws Exception {
    ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread server =
        new Thread(
            () ->
                Depth.below(
                    DEPTH,
                    () -> {
                      while (true) {
                        reply(listener.accept());
                      }
                    }),
            "server");
    server.setDaemon(true);
    server.start();
    Commands.serve(command -> listener.getLocalPort());
  }

  private static void reply(Socket connection) throws Exception {
    connection.setTcpNoDelay(true);
    connection.getInputStream().read();
    connection.getOutputStream().write(1);
    connection.close();
  }
}
