package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens connections, and leaves them open until the JVM ends.
 *
 * <p>Arguments: address, port, number of connections.
 */
public final class OpenToTheEnd {
  private static final List<Socket> KEPT = new ArrayList<>();

  private OpenToTheEnd() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(arguments[0], Integer.parseInt(arguments[1]));
    int connections = Integer.parseInt(arguments[2]);
    for (int i = 0; i < connections; i++) {
      KEPT.add(loopback.connect());
      KEPT.add(loopback.accept());
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }
}
