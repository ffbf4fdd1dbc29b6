package io.firstfin.support;

/**
 * What carries connections. This list drives the integration tests ({@link Holds}), and the
 * documented table is made from it ({@code TransportsTable}). {@code TransportsTableTest} fails for
 * a row that no test checks, and for a row of a test that the document lacks.
 */
public enum Transport {
  SOCKET("`Socket`, `ServerSocket`", 8, Line.CLOSING),
  CHANNEL("`SocketChannel`, blocking", 8, Line.CLOSING),
  SELECTOR("`SocketChannel` with a selector", 8, Line.CLOSING),
  POLLED("`SocketChannel`, non-blocking, by `finishConnect`", 8, Line.CLOSING),
  STREAMS("`SocketChannel` behind the streams of `Channels`", 8, Line.CLOSING),
  ADAPTOR("`SocketChannel` through its socket adaptor", 8, Line.CLOSING),
  ASYNC("`AsynchronousSocketChannel`", 8, Line.CLOSING),
  INHERITED_LISTENER("`System.inheritedChannel()`, a listener", 8, Line.CLOSING),
  INHERITED_CONNECTION("`System.inheritedChannel()`, a connection", 8, Line.CLOSING),
  TLS("`SSLSocket`", 8, Line.CLOSING),
  TLS_LAYERED("`SSLSocket` over a socket that is there", 8, Line.CLOSING),
  TLS_ENGINE_CHANNEL("`SSLEngine` over `SocketChannel`", 8, Line.CLOSING),
  TLS_ENGINE_ASYNC("`SSLEngine` over `AsynchronousSocketChannel`", 8, Line.CLOSING),
  VIRTUAL_THREADS("virtual threads, blocking sockets and channels", 21, Line.CLOSING),
  SOCKS_PROXY(
      "`Socket` through a SOCKS proxy (the proxy's address is what counts)", 8, Line.CLOSING),
  HTTP_PROXY("`HttpURLConnection` and `Socket` through an HTTP proxy (likewise)", 8, Line.CLOSING),
  HTTP_1_1("`java.net.http.HttpClient`, HTTP/1.1", 11, Line.HTTP_CLIENT),
  HTTP_2("`java.net.http.HttpClient`, HTTP/2", 11, Line.HTTP_CLIENT),
  NETTY_4_1_NIO("Netty 4.1 NIO", 8, Line.EVENT_LOOP),
  NETTY_4_1_EPOLL("Netty 4.1 epoll", 8, Line.EVENT_LOOP),
  NETTY_4_1_IO_URING("Netty 4.1 io_uring (netty-incubator)", 8, Line.EVENT_LOOP),
  NETTY_4_1_TLS("Netty 4.1 `SslHandler`", 8, Line.EVENT_LOOP),
  NETTY_4_2_NIO("Netty 4.2 NIO", 8, Line.EVENT_LOOP),
  NETTY_4_2_EPOLL("Netty 4.2 epoll", 8, Line.EVENT_LOOP),
  NETTY_4_2_IO_URING("Netty 4.2 io_uring", 9, Line.EVENT_LOOP),
  NETTY_4_2_TLS("Netty 4.2 `SslHandler`", 8, Line.EVENT_LOOP),
  GRPC("gRPC with its shaded Netty, NIO and epoll", 8, Line.EVENT_LOOP),
  NOT_TCP("UDP and UNIX-domain, of the JDK and of Netty (epoll)", 8, Line.NOT_COUNTED);

  /** The line that a report names for a close. */
  public enum Line {
    CLOSING("yes"),
    EVENT_LOOP("the client's that asked for it, the server's event loop"),
    HTTP_CLIENT("the client's own, or the one that cancels a response"),
    /** No TCP connection: a report shows nothing of it, neither a count nor a line. */
    NOT_COUNTED("never counted");

    public final String words;

    Line(String words) {
      this.words = words;
    }
  }

  public final String words;

  /** The oldest JDK that has the transport. */
  public final int since;

  public final Line line;

  Transport(String words, int since, Line line) {
    this.words = words;
    this.since = since;
    this.line = line;
  }

  /** Only the process that accepted a connection knows that it accepted it. */
  public boolean isRoleKnown() {
    return this != INHERITED_CONNECTION;
  }

  /**
   * False where both ends close when one of them announces its end (by HTTP/2's GOAWAY), and where
   * the kernel can keep a socket open after its descriptor is closed.
   */
  public boolean isOrderCertain() {
    return this != GRPC && this != HTTP_2 && this != NETTY_4_1_IO_URING;
  }

  /** False where one thread of the library sends or reads while another closes. */
  public boolean isHowCertain() {
    return this != NETTY_4_1_TLS && this != NETTY_4_2_TLS && this != HTTP_1_1 && isOrderCertain();
  }
}
