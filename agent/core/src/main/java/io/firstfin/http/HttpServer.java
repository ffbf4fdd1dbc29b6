package io.firstfin.http;

import io.firstfin.log.AgentLog;
import io.firstfin.options.HostAndPort;
import io.firstfin.output.Readers;
import io.firstfin.text.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A small HTTP/1.1 server for a few readers: one thread, which waits for nobody, and bounds on
 * time, memory and connections. The JDK's own server would work on threads whose sockets are
 * recorded as the application's, and runtimes without its module lack it.
 */
final class HttpServer implements Runnable {
  private static final int BACKLOG = 32;
  static final long RETRY_MILLIS = 60_000;

  private static final String FREE_IT = "; free it or choose another, http=0 takes any free port";

  /**
   * The pause after an accept that failed, for example because of too many open files: the key
   * stays ready meanwhile.
   */
  private static final long PAUSE_NANOS = 1_000_000_000L;

  /**
   * What the outermost handlers catch, resolved here: to resolve a type for the first time takes
   * memory, and a handler whose type cannot be resolved catches nothing.
   */
  private static final Class<?>[] CAUGHT = {Throwable.class};

  private final HostAndPort address;
  private final List<HttpResource> resources;
  private final AgentLog log;
  private final long retryMillis;
  private final HttpConnections connections = new HttpConnections();
  private volatile boolean stopped;
  private volatile Selector selector;
  private final Readers readers;
  private volatile int port = -1;
  private boolean refused;
  private long acceptsFrom = System.nanoTime();

  /**
   * {@code retryMillis} is the time after which the server tries again to listen on an address that
   * it could not have.
   */
  HttpServer(
      HostAndPort address,
      List<HttpResource> resources,
      Readers readers,
      AgentLog log,
      long retryMillis) {
    this.address = address;
    this.resources = resources;
    this.log = log;
    this.readers = readers;
    this.retryMillis = retryMillis;
  }

  /** The port that it listens on, or -1. */
  int port() {
    return port;
  }

  void stop() {
    stopped = true;
    Selector open = selector;
    if (open != null) {
      open.wakeup();
    }
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        listenUntilStopped();
      } catch (Throwable e) {
        // With a full heap any line here can throw; the next attempt may find room.
        pauseAfter(e);
      }
    }
  }

  private void listenUntilStopped() throws IOException {
    try (Selector opened = Selector.open()) {
      selector = opened;
      while (!stopped) {
        try (ServerSocketChannel listener = listen()) {
          serve(listener);
        } catch (IOException | RuntimeException e) {
          log("http", " cannot be listened on: ", e, FREE_IT);
        }
        pause(retryMillis);
      }
    } finally {
      selector = null;
    }
  }

  private void pauseAfter(Throwable failure) {
    try {
      log.warnOnce("http off", "http=" + address + " is off for a moment: " + Reason.of(failure));
      LockSupport.parkNanos(this, PAUSE_NANOS);
    } catch (Throwable noMemory) {
      // No memory even for this: the next attempt begins at once.
      return;
    }
  }

  private ServerSocketChannel listen() throws IOException {
    InetSocketAddress resolved = new InetSocketAddress(address.host, address.port);
    if (resolved.isUnresolved()) {
      throw new IOException("the host is not known");
    }
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(resolved, BACKLOG);
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
      port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    if (refused || address.port == 0) {
      log.info("listening: http://" + withPort() + "/");
      refused = false;
    }
    return listener;
  }

  private String withPort() {
    String text = address.toString();
    return text.substring(0, text.lastIndexOf(':') + 1) + port;
  }

  private void log(String key, String what, Throwable problem, String advice) {
    if (!stopped) {
      refused = true;
      String why = what + Reason.of(problem) + advice;
      log.warnOnce(key, "http=" + address + why + "; tried again every minute");
    }
  }

  /** Runs until the server is stopped; an error in one connection does not end it. */
  private void serve(ServerSocketChannel listener) {
    SelectionKey accepting = listener.keyFor(selector);
    try {
      HttpExchange exchange = new HttpExchange(hosts(listener), resources, log);
      while (!stopped) {
        serveOnce(listener, accepting, exchange);
      }
    } catch (IOException | RuntimeException e) {
      log("http serve", " had to be closed: ", e, "");
    } finally {
      port = -1;
      connections.closeAll();
    }
  }

  private void serveOnce(
      ServerSocketChannel listener, SelectionKey accepting, HttpExchange exchange)
      throws IOException {
    long now = System.nanoTime();
    boolean accepts = acceptsFrom - now <= 0 && connections.hasRoom(now);
    accepting.interestOps(accepts ? SelectionKey.OP_ACCEPT : 0);
    selector.select(waitMillis(now));
    boolean newcomer = false;
    for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
      SelectionKey key = ready.next();
      ready.remove();
      if (key == accepting) {
        newcomer = true;
      } else {
        ((HttpConnection) key.attachment()).ready();
      }
    }
    if (exchange.takeRead()) {
      readers.read();
    }
    connections.closeOverdue(System.nanoTime());
    // After the other keys, so that no connection whose request has come is still taken for idle.
    if (newcomer) {
      accept(listener, exchange);
    }
  }

  /**
   * Other machines may use any name for an address that they can reach, such as that of a service
   * or a proxy. Such names are not known here, so that every name is accepted, and the network
   * decides who may read.
   */
  private HostNames hosts(ServerSocketChannel listener) throws IOException {
    InetAddress bound = ((InetSocketAddress) listener.getLocalAddress()).getAddress();
    return bound.isLoopbackAddress() ? HostNames.loopback(address.host) : HostNames.any();
  }

  private void accept(ServerSocketChannel listener, HttpExchange exchange) {
    if (!connections.makeRoom(System.nanoTime())) {
      return;
    }
    try {
      SocketChannel channel = listener.accept();
      if (channel != null) {
        connections.add(HttpConnection.open(channel, selector, exchange));
      }
    } catch (IOException | RuntimeException | Error e) {
      acceptsFrom = System.nanoTime() + PAUSE_NANOS;
    }
  }

  /** The time until something must be done without an event; 0 waits for ever. */
  private long waitMillis(long now) {
    long wait = connections.waitNanos(now);
    if (acceptsFrom - now > 0) {
      wait = Math.min(wait, acceptsFrom - now);
    }
    return wait == Long.MAX_VALUE ? 0 : wait / 1_000_000 + 1;
  }

  private void pause(long millis) throws IOException {
    if (!stopped) {
      selector.select(millis);
    }
  }
}
