package com.example.truth;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/**
 * Makes and ends connections with both ends in this JVM.
 *
 * <p>Arguments: IPv4 address, IPv6 address, first port, connections, threads, seed, transports
 * (names of {@link Medium}, separated by commas), key store, its password. Lines {@code port PORT
 * NAME} say what each listening port is for.
 */
public final class Connections {
  private static final int LEAKS = 16;
  private static final int LARGEST_PAYLOAD = 65_536;
  private static final int SMALL_PAYLOAD = 512;
  private static final long LEAK_NANOS = 60_000_000_000L;

  private final Servers servers;
  private final InetAddress ipv4;
  private final InetAddress ipv6;
  private final Random random;
  private final List<Medium> media;
  private final ExecutorService helpers;
  private final byte[] scratch = new byte[8192];
  private final Map<Medium, Transport> transports = new EnumMap<>(Medium.class);
  private long refused;

  private Connections(
      Servers servers,
      InetAddress ipv4,
      InetAddress ipv6,
      Random random,
      List<Medium> media,
      SSLContext context,
      ExecutorService helpers)
      throws IOException {
    this.servers = servers;
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
    this.random = random;
    this.media = media;
    this.helpers = helpers;
    for (Medium medium : media) {
      transports.put(medium, medium.open(context, helpers));
    }
  }

  public static void main(String[] arguments) {
    try {
      run(arguments);
    } catch (Throwable e) {
      e.printStackTrace();
    }
    // The threads of event loops would keep the JVM running.
    System.exit(1);
  }

  private static void run(String[] arguments) throws Exception {
    InetAddress ipv4 = InetAddress.getByName(arguments[0]);
    InetAddress ipv6 = InetAddress.getByName(arguments[1]);
    int firstPort = Integer.parseInt(arguments[2]);
    int connections = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[4]);
    long seed = Long.parseLong(arguments[5]);
    List<Medium> media = new ArrayList<>();
    for (String name : arguments[6].split(",")) {
      media.add(Medium.valueOf(name));
    }
    SSLContext context =
        media.stream().anyMatch(Medium::isTls)
            ? TlsTransport.context(arguments[7], arguments[8].toCharArray())
            : null;

    ExecutorService helpers = Executors.newCachedThreadPool(Connections::daemon);
    Servers servers = new Servers(firstPort, new Random(seed), media, context, helpers);
    servers.say();
    List<Connections> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(
          new Connections(servers, ipv4, ipv6, new Random(seed + 1 + i), media, context, helpers));
    }
    Console.say("ready");
    // At the first closes of a JVM the agent has not yet loaded the C library that it asks with.
    if (System.in.read() < 0) {
      return;
    }
    List<Future<Void>> runs = new ArrayList<>();
    long start = System.nanoTime();
    for (Connections worker : workers) {
      Callable<Void> run =
          () -> {
            worker.run(connections / threads);
            return null;
          };
      runs.add(helpers.submit(run));
    }
    long refused = 0;
    for (int i = 0; i < threads; i++) {
      runs.get(i).get();
      refused += workers.get(i).refused;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    int leaked = workers.get(0).leak();
    Console.say("seconds " + seconds);
    Console.say("refused " + refused);
    Console.say("leaked " + leaked);
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private void run(int connections) throws Exception {
    for (int i = 0; i < connections; i++) {
      Medium serving = draw();
      Medium connecting = drawToMeet(serving);
      Way way = Way.draw(random);
      boolean possible =
          serving.suits(way)
              && (!way.needsLinger() || serving.hasLinger() && connecting.hasLinger());
      if (!possible) {
        i--;
        continue;
      }
      int first = random.nextInt(2);
      try {
        connect(connecting, serving, way, first);
        if (random.nextInt(64) == 0) {
          beRefused(connecting);
        }
      } catch (Exception e) {
        throw new IllegalStateException(
            connecting
                + " to "
                + serving
                + ", "
                + way
                + " by "
                + (first == 0 ? "client" : "server"),
            e);
      }
    }
  }

  private void connect(Medium connecting, Medium serving, Way way, int first) throws IOException {
    Servers.Server listening = servers.get(serving, way, first);
    InetSocketAddress remote =
        new InetSocketAddress(listening.isIpv6 ? ipv6 : ipv4, listening.port);
    boolean onlyIpv4 = !listening.isIpv6 && random.nextBoolean();
    End client;
    End server;
    synchronized (listening) {
      client = transports.get(connecting).connect(remote, onlyIpv4);
      server = listening.listener.accept(transports.get(serving));
    }
    greet(client, server);
    client.transfer(server, scratch, payload());
    server.transfer(client, scratch, payload());
    way.end(first == 0 ? client : server, first == 0 ? server : client, helpers);
    client.release();
    server.release();
  }

  private void greet(End client, End server) throws IOException {
    if (!client.hasGreeting()) {
      return;
    }
    Callable<Void> other =
        () -> {
          server.greet();
          return null;
        };
    Future<Void> served = helpers.submit(other);
    client.greet();
    AsyncTransport.await(served);
  }

  private void beRefused(Medium connecting) throws IOException {
    try {
      transports.get(connecting).connect(new InetSocketAddress(ipv4, 1), false);
    } catch (IOException e) {
      refused++;
      return;
    }
    throw new IOException("somebody listens on port 1");
  }

  /** No bytes, a few, or up to 64 KiB. */
  private int payload() {
    switch (random.nextInt(8)) {
      case 0:
      case 1:
      case 2:
        return 0;
      case 3:
        return random.nextInt(LARGEST_PAYLOAD + 1);
      default:
        return random.nextInt(SMALL_PAYLOAD);
    }
  }

  private Medium draw() {
    int sum = 0;
    for (Medium medium : media) {
      sum += medium.weight;
    }
    int left = random.nextInt(sum);
    for (Medium medium : media) {
      left -= medium.weight;
      if (left < 0) {
        return medium;
      }
    }
    throw new AssertionError();
  }

  private Medium drawToMeet(Medium serving) {
    Medium medium = draw();
    return medium.speaksTo(serving) ? medium : serving;
  }

  /** Drops sockets so that the garbage collector closes them, and then closes their peers. */
  private int leak() throws IOException {
    SocketTransport sockets = new SocketTransport();
    Listener listener = sockets.listen(servers.portOfLeaks());
    List<End> accepted = new ArrayList<>();
    for (int i = 0; i < LEAKS; i++) {
      drop(ipv4, servers.portOfLeaks());
      accepted.add(listener.accept(sockets));
    }
    long start = System.nanoTime();
    for (End server : accepted) {
      while (server.kernelState() != KernelState.CLOSE_WAIT) {
        if (System.nanoTime() - start > LEAK_NANOS) {
          throw new IOException("a leaked socket was not collected");
        }
        System.gc();
      }
      server.close();
    }
    return LEAKS;
  }

  private static void drop(InetAddress address, int port) throws IOException {
    new Socket(address, port);
  }
}
