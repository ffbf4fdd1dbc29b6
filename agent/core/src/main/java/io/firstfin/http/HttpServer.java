package io.firstfin.http;

import io.firstfin.log.AgentLog;
import io.firstfin.options.HostAndPort;
import io.firstfin.output.Readers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A small HTTP/1.1 server for a few readers: one thread, which waits for nobody, and bounds on
 * time, memory and connections. The JDK's own server would do its work on threads whose sockets are
 * recorded as the application's, and is missing from runtimes without its module.
 */
final class HttpServer implements Runnable {
  /** Connections at one time; a new one takes the place of the one that idles longest. */
  static final int LARGEST = 32;

  private static final int BACKLOG = 32;
  static final long RETRY_MILLIS = 60_000;

  /** After an accept that failed, as with too many open files. */
  private static final long PAUSE_MILLIS = 1_000;

  private final HostAndPort address;
  private final List<HttpResource> resources;
  private final AgentLog log;
  private final long retryMillis;
  private final List<HttpConnection> connections = new ArrayList<HttpConnection>();
  private volatile boolean stopped;
  private volatile Selector selector;
  private final Readers readers;
  private volatile int port = -1;
  private boolean refused;

  /** {@code retryMillis} is the time until an address that cannot be had is tried again. */
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
    try (Selector opened = Selector.open()) {
      selector = opened;
      while (!stopped) {
        try (ServerSocketChannel listener = listen()) {
          serve(listener);
        } catch (IOException | RuntimeException e) {
          refused(e);
          pause(retryMillis);
        } finally {
          port = -1;
          closeAll();
        }
      }
    } catch (IOException e) {
      log.warnOnce("http", "http=" + address + " is off: " + e.getMessage());
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

  private void refused(Exception e) {
    if (!stopped) {
      refused = true;
      log.warnOnce(
          "http",
          "http="
              + address
              + " cannot be listened on: "
              + (e.getMessage() == null ? e : e.getMessage())
              + "; free it or choose another, http=0 takes any free port; tried again every"
              + " minute");
    }
  }

  private void serve(ServerSocketChannel listener) throws IOException {
    SelectionKey accepting = listener.keyFor(selector);
    HttpExchange exchange = new HttpExchange(hosts(listener), resources, log);
    while (!stopped) {
      // A connection that is busy ends by its deadline: one look at each is enough to find room.
      accepting.interestOps(hasRoom() ? SelectionKey.OP_ACCEPT : 0);
      selector.select(waitMillis());
      Set<SelectionKey> ready = selector.selectedKeys();
      for (Iterator<SelectionKey> keys = ready.iterator(); keys.hasNext(); ) {
        SelectionKey key = keys.next();
        keys.remove();
        if (key == accepting) {
          accept(listener, exchange);
        } else {
          ((HttpConnection) key.attachment()).ready();
        }
      }
      if (exchange.takeRead()) {
        readers.read();
      }
      closeOverdue();
    }
  }

  /** Only a server that no other machine reaches can be reached by a rebound name. */
  private HostNames hosts(ServerSocketChannel listener) throws IOException {
    InetAddress bound = ((InetSocketAddress) listener.getLocalAddress()).getAddress();
    return bound.isLoopbackAddress() ? HostNames.loopback(address.host) : HostNames.any();
  }

  private void accept(ServerSocketChannel listener, HttpExchange exchange) {
    try {
      SocketChannel channel = listener.accept();
      if (channel == null) {
        return;
      }
      if (connections.size() >= LARGEST) {
        HttpConnection idle = longestIdle();
        idle.close();
        connections.remove(idle);
      }
      connections.add(HttpConnection.open(channel, selector, exchange));
    } catch (IOException e) {
      pause(PAUSE_MILLIS);
    }
  }

  private boolean hasRoom() {
    return connections.size() < LARGEST || longestIdle() != null;
  }

  private HttpConnection longestIdle() {
    HttpConnection longest = null;
    for (HttpConnection connection : connections) {
      if (connection.isIdle()
          && (longest == null || connection.deadline() - longest.deadline() < 0)) {
        longest = connection;
      }
    }
    return longest;
  }

  /** Until the next deadline; 0 waits for ever. */
  private long waitMillis() {
    long now = System.nanoTime();
    long wait = Long.MAX_VALUE;
    for (HttpConnection connection : connections) {
      wait = Math.min(wait, Math.max(connection.deadline() - now, 0) / 1_000_000 + 1);
    }
    return wait == Long.MAX_VALUE ? 0 : wait;
  }

  private void closeOverdue() {
    long now = System.nanoTime();
    for (Iterator<HttpConnection> all = connections.iterator(); all.hasNext(); ) {
      HttpConnection connection = all.next();
      if (connection.isClosed() || connection.deadline() - now <= 0) {
        connection.close();
        all.remove();
      }
    }
  }

  private void closeAll() {
    for (HttpConnection connection : connections) {
      connection.close();
    }
    connections.clear();
  }

  private void pause(long millis) {
    if (!stopped) {
      try {
        selector.select(millis);
      } catch (IOException e) {
        stopped = true;
      }
    }
  }
}
