package benchmarks.program;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Opens and closes both ends of loopback connections, without a byte of data.
 *
 * <p>Arguments: {@code socket|channel}, an {@link Order}, frames below each close, threads (more
 * than one only with {@link Order#ONE_THREAD}: each does both ends of its pairs). Commands on
 * standard input, each answered by one line:
 *
 * <ul>
 *   <li>{@code pairs N}: N pairs as fast as they go; answers the wall time in nanoseconds
 *   <li>{@code paced N PER_SECOND}: N pairs at that rate or as near to it as can be; likewise
 *   <li>{@code heap}: collects garbage; answers the bytes that stay in use
 * </ul>
 */
public final class Pairs {

  /**
   * Destinations that share the connections. So none of them comes near running out of ports,
   * although every connection leaves its TIME_WAIT.
   */
  private static final int DESTINATIONS = 64;

  /**
   * The number of pairs by which the client may be ahead of the acceptor; far below the backlog.
   */
  private static final int AHEAD = 64;

  private final Transport transport;
  private final Order order;
  private final int depth;
  private final int threads;
  private final InetSocketAddress[] destinations = new InetSocketAddress[DESTINATIONS];
  private final Semaphore ahead = new Semaphore(AHEAD);

  private Pairs(Transport transport, Order order, int depth, int threads) throws IOException {
    this.transport = transport;
    this.order = order;
    this.depth = depth;
    this.threads = threads;
    for (int i = 0; i < DESTINATIONS; i++) {
      InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (i + 1)});
      destinations[i] = new InetSocketAddress(address, transport.port());
    }
    if (order != Order.ONE_THREAD) {
      Thread acceptor = new Thread(() -> Depth.below(depth, this::acceptForEver), "acceptor");
      acceptor.setDaemon(true);
      acceptor.start();
    }
  }

  public static void main(String[] arguments) throws Exception {
    int backlog = 4 * AHEAD;
    Transport transport =
        arguments[0].equals("channel")
            ? new ChannelTransport(backlog)
            : new SocketTransport(backlog);
    Pairs pairs =
        new Pairs(
            transport,
            Order.valueOf(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    Commands.serve(pairs::answer);
  }

  private long answer(String[] command) throws Exception {
    switch (command[0]) {
      case "pairs":
        return timed(Integer.parseInt(command[1]), 0);
      case "paced":
        return timed(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
      case "heap":
        return Heap.bytesInUse();
      default:
        throw new IllegalArgumentException("unknown command: " + command[0]);
    }
  }

  private long timed(int count, int perSecond) throws Exception {
    long begin = System.nanoTime();
    if (threads == 1) {
      Depth.below(depth, () -> make(count, perSecond));
    } else {
      makeAtOnce(count);
    }
    ahead.acquire(AHEAD);
    ahead.release(AHEAD);
    return System.nanoTime() - begin;
  }

  private void makeAtOnce(int count) throws InterruptedException {
    Thread[] makers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      makers[i] = new Thread(() -> Depth.below(depth, () -> make(count / threads, 0)));
      makers[i].start();
    }
    for (Thread maker : makers) {
      maker.join();
    }
  }

  private void make(int count, int perSecond) throws Exception {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (perSecond > 0) {
        Pace.awaitTurn(begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond);
      }
      InetSocketAddress destination = destinations[i % DESTINATIONS];
      if (order == Order.ONE_THREAD) {
        bothEnds(destination);
      } else {
        ahead.acquire();
        clientEnd(destination);
      }
    }
  }

  private void bothEnds(InetSocketAddress destination) throws IOException {
    Closeable client = transport.connect(destination);
    client.close();
    transport.accept().close();
  }

  private void clientEnd(InetSocketAddress destination) throws IOException {
    Closeable client = transport.connect(destination);
    if (order == Order.SERVER_FIRST) {
      transport.awaitEnd(client);
    }
    client.close();
  }

  private void acceptForEver() throws IOException {
    while (true) {
      Closeable server = transport.accept();
      if (order == Order.CLIENT_FIRST) {
        transport.awaitEnd(server);
      }
      server.close();
      ahead.release();
    }
  }
}
