package io.firstfin.bootstrap;

/**
 * What the agent wants to hear from the socket classes of the JDK. This class does nothing; it
 * stands in before the agent is ready and after it has been detached.
 *
 * <p>Methods are called on the application's threads, in the middle of its socket operations. What
 * they throw is counted by {@link SocketHooks} and goes no further.
 */
public class SocketEvents {
  /** A {@code java.net.SocketImpl} is connected, or failed to when {@code failure} is not null. */
  public void socketConnected(Object socketImpl, Object remote, Throwable failure)
      throws Throwable {}

  /** A {@code java.net.SocketImpl}, perhaps a server's, could not be bound to {@code local}. */
  public void socketBindFailed(Object socketImpl, Object local, Throwable failure)
      throws Throwable {}

  /** A {@code java.net.SocketImpl} was filled by accept. */
  public void socketAccepted(Object socketImpl) throws Throwable {}

  /** A {@code java.net.SocketImpl} is about to close; its FIN has not left by this call. */
  public void socketClosing(Object socketImpl) throws Throwable {}

  /**
   * A {@code java.net.SocketImpl} that is closed is about to let go of its descriptor; where its
   * close sends a FIN by a call of its own, that has left. May come more than once.
   */
  public void socketReleasing(Object socketImpl) throws Throwable {}

  /** A {@code java.net.SocketImpl} is about to half-close. */
  public void socketShuttingOutput(Object socketImpl) throws Throwable {}

  /** SO_LINGER of a {@code java.net.SocketImpl} was set; {@code value} is its argument. */
  public void socketLinger(Object socketImpl, Object value) throws Throwable {}

  /**
   * The descriptor of a {@code java.net.SocketImpl} is about to close, at last or by its Cleaner.
   */
  public void descriptorClosing(Object fileDescriptor) throws Throwable {}

  /** A {@code java.net.SocketImpl} was collected and closes itself, unless it was closed before. */
  public void socketAbandoned(Object socketImpl) throws Throwable {}

  /** A descriptor whose {@code FileDescriptor} was collected is about to close. */
  public void descriptorAbandoned(int descriptor) throws Throwable {}

  /** A {@code SocketChannel} is connected, or failed to when {@code failure} is not null. */
  public void channelConnected(Object channel, Object remote, Throwable failure) throws Throwable {}

  /** A {@code SocketChannel} could not be bound to {@code local}; null is any address and port. */
  public void channelBindFailed(Object local, Throwable failure) throws Throwable {}

  /**
   * A descriptor was accepted from {@code remote} and is about to become a {@code SocketChannel}.
   */
  public void channelAccepted(Object fileDescriptor, Object remote) throws Throwable {}

  /** A {@code SocketChannel} was made by accept. */
  public void channelAccepted(Object channel) throws Throwable {}

  /** A {@code SocketChannel} is about to close; its FIN has not left by this call. */
  public void channelClosing(Object channel) throws Throwable {}

  /**
   * A {@code SocketChannel} that is closed is about to let go of its descriptor, at once or on the
   * thread of the selector that it was registered with. May come more than once.
   */
  public void channelReleasing(Object channel) throws Throwable {}

  /** A {@code SocketChannel} is about to half-close. */
  public void channelShuttingOutput(Object channel) throws Throwable {}

  /** SO_LINGER of a {@code SocketChannel} was set; {@code value} is its argument. */
  public void channelLinger(Object channel, Object value) throws Throwable {}

  /**
   * A native transport's socket is connected, or failed to when {@code failure} is not null. {@code
   * remote} is null where the transport does not say.
   */
  public void nativeConnected(int descriptor, Object remote, Throwable failure) throws Throwable {}

  /** A native transport's socket, perhaps a server's, could not be bound to {@code local}. */
  public void nativeBindFailed(int descriptor, Object local, Throwable failure) throws Throwable {}

  /** A native transport accepted a descriptor. */
  public void nativeAccepted(int descriptor) throws Throwable {}

  /** A native transport is about to close a descriptor that may be a TCP socket. */
  public void nativeClosing(int descriptor) throws Throwable {}

  /** A native transport is about to half-close a descriptor that may be a TCP socket. */
  public void nativeShuttingOutput(int descriptor) throws Throwable {}

  /** SO_LINGER of a native transport's socket was set; negative is off. */
  public void nativeLinger(int descriptor, int seconds) throws Throwable {}
}
