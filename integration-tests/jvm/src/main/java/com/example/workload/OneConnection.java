package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.Socket;

/**
 * Opens one connection, closes it, prints {@code done}, and ends with a status of its own when its
 * standard input ends.
 *
 * <p>Arguments: port, exit status, and {@code secured} to set a SecurityManager first.
 */
public final class OneConnection {
  private OneConnection() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 2) {
      secure();
    }
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    Socket client = loopback.connect();
    Socket server = loopback.accept();
    client.close();
    while (server.getInputStream().read() >= 0) {
      // The end of the stream is the client's FIN.
    }
    server.close();
    Console.say("done");
    Console.awaitEnd();
    System.exit(Integer.parseInt(arguments[1]));
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void secure() {
    System.setSecurityManager(new SecurityManager());
  }
}
