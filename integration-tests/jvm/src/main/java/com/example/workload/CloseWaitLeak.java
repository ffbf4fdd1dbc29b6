package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Connects, lets the peer close, and forgets to close.
 *
 * <p>Arguments: port, number of connections.
 */
public final class CloseWaitLeak {
  private static final List<Socket> FORGOTTEN = new ArrayList<>();

  private CloseWaitLeak() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int connections = Integer.parseInt(arguments[1]);
    String line = "";
    for (int i = 0; i < connections; i++) {
      line = open(loopback);
      loopback.accept().close();
    }
    for (Socket forgotten : FORGOTTEN) {
      Loopback.await(forgotten, KernelState.CLOSE_WAIT);
    }
    Console.say("line " + line);
    Console.say("done");
    Console.awaitEnd();
  }

  private static String open(Loopback loopback) throws IOException {
    String line = Console.nextLine();
    FORGOTTEN.add(new Socket(loopback.address(), loopback.port()));
    return line;
  }
}
