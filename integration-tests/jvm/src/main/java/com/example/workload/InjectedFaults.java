package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Pattern;

/**
 * A service during which methods of FirstFIN throw, one after the other, each once: first those
 * that its own threads reach, then those of the agent's thread. It goes on to serve, and ends with
 * an error when an answer is wrong.
 *
 * <p>Arguments: the port of the agent's HTTP server, a pattern of the agent's methods, and the
 * number of connections of the last round. Prints {@code THREADS threw N of M, left METHODS} for
 * both kinds of threads, then {@code healed}, and for each line of input makes a last round, and
 * prints {@code done}.
 */
public final class InjectedFaults {
  private static final String CHECKED = "io.firstfin.output.Outputs.update";
  private static final int FIRST_CHECK_MILLIS = 60_000;
  private static final int CHECKS_MILLIS = 2_500;
  private static final int MOST_MILLIS = 4_000;
  private static final int PAUSE_MILLIS = 50;
  private static final int PROGRESS = 25;
  private static final int ANSWER_MILLIS = 10_000;

  private final EveryClose closes = new EveryClose();
  private final int httpPort;
  private int kind;

  private InjectedFaults(int httpPort) throws IOException {
    this.httpPort = httpPort;
  }

  public static void main(String[] arguments) throws Exception {
    InjectedFaults service = new InjectedFaults(Integer.parseInt(arguments[0]));
    Pattern agents = Pattern.compile(arguments[1]);
    int last = Integer.parseInt(arguments[2]);

    service.serveUntilChecked();
    service.serveFor(CHECKS_MILLIS);
    service.inject(Faults.OF_THE_APPLICATION, Pattern.compile(".*"), 0);
    service.inject(Faults.OF_THE_AGENT, agents, MOST_MILLIS);
    service.serveFor(CHECKS_MILLIS);
    Console.say("healed");
    while (Console.awaitLine()) {
      for (int i = 0; i < last; i++) {
        service.closes.socket(false);
      }
      Console.say("done");
    }
  }

  private void inject(Faults faults, Pattern wanted, int mostMillis) throws Exception {
    int threw = 0;
    int tried = 0;
    StringBuilder left = new StringBuilder();
    for (String method : faults.reached()) {
      if (!wanted.matcher(method).find()) {
        continue;
      }
      tried++;
      faults.arm(method, fault(method));
      long end = System.nanoTime() + mostMillis * 1_000_000L;
      do {
        closes.make();
        if (mostMillis > 0) {
          scrape();
          Thread.sleep(PAUSE_MILLIS);
        }
      } while (faults.isArmed(method) && System.nanoTime() < end);
      if (faults.isArmed(method)) {
        faults.disarm(method);
        left.append(' ').append(method);
      } else {
        threw++;
      }
      if (tried % PROGRESS == 0) {
        Console.say("tried " + tried + ", threw " + threw + ", last " + method);
      }
    }
    Console.say(faults + " threw " + threw + " of " + tried + ", left" + left);
  }

  private Throwable fault(String method) {
    switch (kind++ % 3) {
      case 0:
        return new OutOfMemoryError("injected into " + method);
      case 1:
        return new NoClassDefFoundError("injected into " + method);
      default:
        return new IllegalStateException("injected into " + method);
    }
  }

  /** Until the agent's thread has reached the last step of a check, so that it can fail there. */
  private void serveUntilChecked() throws Exception {
    long end = System.nanoTime() + FIRST_CHECK_MILLIS * 1_000_000L;
    while (System.nanoTime() < end
        && Faults.OF_THE_AGENT.reached().stream().noneMatch(CHECKED::equals)) {
      serveFor(PAUSE_MILLIS);
    }
  }

  private void serveFor(int millis) throws Exception {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < end) {
      closes.make();
      scrape();
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Any answer is good, also none, but it must not take for ever. */
  private void scrape() {
    try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), httpPort)) {
      client.setSoTimeout(ANSWER_MILLIS);
      client.getOutputStream().write("GET /metrics HTTP/1.0\r\n\r\n".getBytes("US-ASCII"));
      InputStream in = client.getInputStream();
      byte[] page = new byte[8192];
      while (in.read(page) >= 0) {
        continue;
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new IllegalStateException("the agent's page does not answer", e);
    } catch (IOException e) {
      // Refused or reset.
      return;
    }
  }
}
