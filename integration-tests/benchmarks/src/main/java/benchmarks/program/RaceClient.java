package benchmarks.program;

import java.net.InetAddress;
import java.net.Socket;

/**
 * The client of a {@link RaceServer}, in a process of its own. Its argument is the port. Command
 * {@code calls N}; answers the wall time in nanoseconds.
 */
public final class RaceClient {

  private RaceClient() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Commands.serve(command -> call(Integer.parseInt(command[1]), port));
  }

  private static long call(int count, int port) throws Exception {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
      connection.setTcpNoDelay(true);
      connection.getOutputStream().write(1);
      connection.getInputStream().read();
      connection.close();
    }
    return System.nanoTime() - begin;
  }
}
