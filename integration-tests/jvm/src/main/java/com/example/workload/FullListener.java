package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Connects to a listener of its own that never accepts, until connects time out, and goes on; to
 * another listener it connects in between, which answers.
 *
 * <p>Arguments: the port of the listener that never accepts; that of the other one.
 */
public final class FullListener {
  private static final int BACKLOG = 2;
  private static final int TIMEOUTS = 20;
  private static final int TIMEOUT_MILLIS = 100;

  private FullListener() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    InetAddress here = InetAddress.getLoopbackAddress();
    Loopback answers = new Loopback(Integer.parseInt(arguments[1]));
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(port, BACKLOG, here)) {
      for (int timeouts = 0; timeouts < TIMEOUTS; ) {
        Socket client = new Socket();
        try {
          client.connect(new InetSocketAddress(here, port), TIMEOUT_MILLIS);
          waiting.add(client);
        } catch (SocketTimeoutException e) {
          timeouts++;
          client.close();
        }
        Socket other = answers.connect();
        Socket accepted = answers.accept();
        other.close();
        accepted.close();
      }
      Console.say("full " + full.getLocalPort() + " " + waiting.size());
      Console.awaitEnd();
    }
  }
}
