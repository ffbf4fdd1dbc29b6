package io.firstfin.bootstrap;

/**
 * What the agent wants to hear from the socket classes of the JDK and of Netty. This class does
 * nothing; it stands in before the agent is ready and after it has been detached.
 *
 * <p>A socket is a {@code java.net.SocketImpl}, a socket channel, or a {@code FileDescriptor} whose
 * socket object is not there yet or no more; {@code descriptor} is negative then. Where it is null,
 * only the number {@code descriptor} is known: that of a native transport's socket, or of one that
 * was collected.
 *
 * <p>Methods are called on the application's threads, in the middle of its socket operations. What
 * they throw is counted by {@link SocketHooks} and goes no further.
 */
public class SocketEvents {
  /** A socket has connected to {@code remote}, which is null where the caller does not know it. */
  public void opened(Object socket, int descriptor, Object remote) throws Throwable {}

  /** A socket could not connect to {@code remote}. */
  public void connectFailed(Object socket, int descriptor, Object remote, Throwable failure)
      throws Throwable {}

  /** A socket, perhaps a server's, could not be bound to {@code local}; null is any address. */
  public void bindFailed(Object socket, int descriptor, Object local, Throwable failure)
      throws Throwable {}

  /** A socket was accepted from {@code remote}, which is null where the caller does not know it. */
  public void accepted(Object socket, int descriptor, Object remote) throws Throwable {}

  /**
   * A socket is about to half-close.
   *
   * @return what {@link #closed} is to be told when that has been done; null for nothing
   */
  public Object shuttingOutput(Object socket, int descriptor) throws Throwable {
    return null;
  }

  /**
   * A socket is about to close; its FIN has not left by this call.
   *
   * @return what {@link #closed} is to be told when that has been done; null for nothing
   */
  public Object closing(Object socket, int descriptor) throws Throwable {
    return null;
  }

  /**
   * A socket that nobody closed was collected and is about to close, unless it is closed already.
   *
   * @return what {@link #closed} is to be told when that has been done; null for nothing
   */
  public Object leaking(Object socket, int descriptor) throws Throwable {
    return null;
  }

  /**
   * A socket that is closing is about to let go of its descriptor, at once or on the thread that
   * uses it last. May come more than once.
   */
  public void releasing(Object socket) throws Throwable {}

  /** What was about to happen has been done, or has failed; {@code begun} says what. */
  public void closed(Object begun) throws Throwable {}

  /** SO_LINGER of a socket was set; off is {@code false} or negative. */
  public void lingerSet(Object socket, int descriptor, Object value) throws Throwable {}
}
