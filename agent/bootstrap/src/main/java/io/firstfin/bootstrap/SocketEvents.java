package io.firstfin.bootstrap;

/**
 * Receives the events of the socket classes of the JDK and of Netty. The methods of this class do
 * nothing; the hooks call it before the agent is ready and after it has been detached.
 *
 * <p>The parameter {@code socket} is a {@code java.net.SocketImpl}, a socket channel, or a {@code
 * FileDescriptor} whose socket object does not exist yet or no longer exists; {@code descriptor} is
 * negative then. Where {@code socket} is null, only the number {@code descriptor} is known: that of
 * a native transport's socket, or of a socket that was collected.
 *
 * <p>These methods are called on the application's threads, in the middle of their socket
 * operations. {@link SocketHooks} catches and counts what they throw.
 */
public class SocketEvents {
  /**
   * A socket was made that can connect; its descriptor exists. This event may come more than once.
   */
  public void created(Object socket, int descriptor) throws Throwable {}

  /** A socket has connected to {@code remote}, which is null when the hook does not know it. */
  public void opened(Object socket, int descriptor, Object remote) throws Throwable {}

  /** A socket could not connect to {@code remote}. */
  public void connectFailed(Object socket, int descriptor, Object remote, Throwable failure)
      throws Throwable {}

  /** A socket, perhaps a server's, could not be bound to {@code local}; null is any address. */
  public void bindFailed(Object socket, int descriptor, Object local, Throwable failure)
      throws Throwable {}

  /** A socket was accepted from {@code remote}, which is null when the hook does not know it. */
  public void accepted(Object socket, int descriptor, Object remote) throws Throwable {}

  /**
   * A socket is about to half-close.
   *
   * @return the argument for {@link #closed} after that has been done; null when nothing was begun
   */
  public Object shuttingOutput(Object socket, int descriptor) throws Throwable {
    return null;
  }

  /**
   * A socket is about to close; its FIN has not left by this call.
   *
   * @return the argument for {@link #closed} after that has been done; null when nothing was begun
   */
  public Object closing(Object socket, int descriptor) throws Throwable {
    return null;
  }

  /**
   * The same where the hook knows the socket's {@code FileDescriptor} and its number, so that
   * nothing must be looked for before the FIN. Neither is null nor negative.
   */
  public Object closing(Object socket, Object descriptor, int number) throws Throwable {
    return null;
  }

  /**
   * A socket was collected. It is about to be closed, unless the application has closed it already.
   *
   * @return the argument for {@link #closed} after that has been done; null when nothing was begun
   */
  public Object leaking(Object socket, int descriptor) throws Throwable {
    return null;
  }

  /**
   * A closing socket is about to release its descriptor, at once or on the thread that uses it
   * last. This event may come more than once.
   */
  public void releasing(Object socket) throws Throwable {}

  /** A close or half-close has been done, or has failed; {@code begun} says which. */
  public void closed(Object begun) throws Throwable {}

  /**
   * A TLS handshake has ended.
   *
   * @param transport the JDK's {@code SSLSocket}, or any {@code SSLEngine}
   */
  public void secured(Object transport) throws Throwable {}

  /**
   * A TLS warning is about to be sent; the last ones of a connection say that it ends.
   *
   * @param transport the JDK's {@code SSLSocket} or {@code SSLEngine}
   * @param alert the JDK's constant of the alert
   */
  public void warning(Object transport, Object alert) throws Throwable {}

  /** SO_LINGER of a socket was set; {@code false} and negative values turn it off. */
  public void lingerSet(Object socket, int descriptor, Object value) throws Throwable {}
}
