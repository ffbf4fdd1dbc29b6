package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * After one line of standard input it closes some connections first and forgets to close others,
 * all at once. After the next line it forgets one after the other, until no port is left towards
 * its own listener.
 *
 * <p>Arguments: port, connections to close first, connections to forget at once, milliseconds
 * between those that are forgotten later, and the highest number of these.
 */
public final class GrowingTrouble {
  private static final List<Socket> FORGOTTEN = new ArrayList<>();

  private GrowingTrouble() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int closes = Integer.parseInt(arguments[1]);
    int leaks = Integer.parseInt(arguments[2]);
    long pauseMillis = Long.parseLong(arguments[3]);
    int most = Integer.parseInt(arguments[4]);
    Console.say("ready");
    if (!Console.awaitLine()) {
      return;
    }
    for (int i = 0; i < closes; i++) {
      closeFirst(loopback);
    }
    for (int i = 0; i < leaks; i++) {
      forget(loopback);
    }
    Console.say("still");
    if (Console.awaitLine()) {
      Console.say("failure " + forgetUntilRefused(loopback, pauseMillis, most));
      Console.awaitEnd();
    }
  }

  private static void closeFirst(Loopback loopback) throws IOException {
    Socket client = loopback.connect();
    Socket server = loopback.accept();
    client.close();
    Loopback.await(server, KernelState.CLOSE_WAIT);
    server.close();
  }

  private static void forget(Loopback loopback) throws IOException {
    Socket forgotten = loopback.connect();
    FORGOTTEN.add(forgotten);
    loopback.accept().close();
    Loopback.await(forgotten, KernelState.CLOSE_WAIT);
  }

  private static String forgetUntilRefused(Loopback loopback, long pauseMillis, int most)
      throws InterruptedException {
    for (int i = 0; i < most; i++) {
      try {
        forget(loopback);
      } catch (IOException e) {
        return e.toString();
      }
      Thread.sleep(pauseMillis);
    }
    return "none";
  }
}
