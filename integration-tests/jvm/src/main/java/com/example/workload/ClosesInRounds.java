package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.Socket;

/**
 * At each line of its standard input it opens {@value #CONNECTIONS} connections, closes each, the
 * client first, and prints {@code closed ROUND}. It throws no exception.
 *
 * <p>Arguments: port.
 */
public final class ClosesInRounds {
  private static final int CONNECTIONS = 500;

  private ClosesInRounds() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    Console.say("ready");
    for (int round = 1; Console.awaitLine(); round++) {
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket client = loopback.connect();
        Socket server = loopback.accept();
        client.close();
        while (server.getInputStream().read() >= 0) {
          // The end of the stream is the client's FIN.
        }
        server.close();
      }
      Console.say("closed " + round);
    }
  }
}
