package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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
  private static final int CHECKS_MILLIS = 2_500;
  private static final int MOST_MILLIS = 4_000;
  private static final int PAUSE_MILLIS = 50;
  private static final int PROGRESS = 25;
  private static final int ANSWER_MILLIS = 10_000;

  private final ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
  private final ServerSocketChannel channels = ServerSocketChannel.open();
  private final int httpPort;
  private int kind;

  private InjectedFaults(int httpPort) throws IOException {
    this.httpPort = httpPort;
    channels.bind(new InetSocketAddress("127.0.0.1", 0));
  }

  public static void main(String[] arguments) throws Exception {
    InjectedFaults service = new InjectedFaults(Integer.parseInt(arguments[0]));
    Pattern agents = Pattern.compile(arguments[1]);
    int last = Integer.parseInt(arguments[2]);

    service.serveFor(CHECKS_MILLIS);
    service.inject(Faults.OF_THE_APPLICATION, Pattern.compile(".*"), 0);
    service.inject(Faults.OF_THE_AGENT, agents, MOST_MILLIS);
    service.serveFor(CHECKS_MILLIS);
    Console.say("healed");
    while (Console.awaitLine()) {
      for (int i = 0; i < last; i++) {
        service.socket(false);
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
        serve();
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

  private void serveFor(int millis) throws Exception {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < end) {
      serve();
      scrape();
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Everything that connections can do, once. */
  private void serve() throws IOException {
    socket(false);
    socket(true);
    channel(false);
    channel(true);
    refused();
  }

  private void socket(boolean serverFirst) throws IOException {
    Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
    Socket server = listener.accept();
    client.getOutputStream().write(1);
    expect(1, server.getInputStream().read());
    server.getOutputStream().write(2);
    expect(2, client.getInputStream().read());
    Socket first = serverFirst ? server : client;
    Socket second = serverFirst ? client : server;
    if (serverFirst) {
      first.shutdownOutput();
    } else {
      first.close();
    }
    expect(-1, second.getInputStream().read());
    second.close();
    first.close();
    expect(true, first.isClosed() && second.isClosed());
  }

  private void channel(boolean resets) throws IOException {
    SocketChannel client = SocketChannel.open(channels.getLocalAddress());
    SocketChannel server = channels.accept();
    client.write(ByteBuffer.wrap(new byte[] {3}));
    ByteBuffer read = ByteBuffer.allocate(1);
    expect(1, server.read(read));
    expect((byte) 3, read.get(0));
    if (resets) {
      client.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
    } else {
      client.shutdownOutput();
      expect(-1, server.read(ByteBuffer.allocate(1)));
    }
    client.close();
    server.close();
    expect(false, client.isOpen() || server.isOpen());
  }

  private void refused() throws IOException {
    ServerSocket gone = new ServerSocket(0);
    int port = gone.getLocalPort();
    gone.close();
    try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      throw new IllegalStateException("connected to nothing: " + client);
    } catch (java.net.ConnectException expected) {
      return;
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

  private static void expect(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException(actual + " instead of " + expected);
    }
  }
}
