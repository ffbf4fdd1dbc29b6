package io.firstfin.bootstrap;

/**
 * What the agent wants to hear from the socket classes of the JDK. This class does nothing; it
 * stands in before the agent is ready and after it has been detached.
 *
 * <p>Methods are called on the application's threads, in the middle of its socket operations.
 */
public class SocketEvents {
  /** A {@code java.net.SocketImpl} is connected, or failed to when {@code failure} is not null. */
  public void socketConnected(Object socketImpl, Object remote, Throwable failure) {}

  /** A {@code java.net.SocketImpl} was filled by accept. */
  public void socketAccepted(Object socketImpl) {}

  /** A {@code java.net.SocketImpl} is about to close; its FIN has not left by this call. */
  public void socketClosing(Object socketImpl) {}

  /** A {@code java.net.SocketImpl} is about to half-close. */
  public void socketShuttingOutput(Object socketImpl) {}

  /** SO_LINGER of a {@code java.net.SocketImpl} was set; {@code value} is its argument. */
  public void socketLinger(Object socketImpl, Object value) {}

  /**
   * The descriptor of a {@code java.net.SocketImpl} is about to close, at last or by its Cleaner.
   */
  public void descriptorClosing(Object fileDescriptor) {}

  /** A {@code java.net.SocketImpl} was collected and closes itself, unless it was closed before. */
  public void socketAbandoned(Object socketImpl) {}

  /** A descriptor whose {@code FileDescriptor} was collected is about to close. */
  public void descriptorAbandoned(int descriptor) {}

  /** A {@code SocketChannel} is connected, or failed to when {@code failure} is not null. */
  public void channelConnected(Object channel, Object remote, Throwable failure) {}

  /**
   * A descriptor was accepted from {@code remote} and is about to become a {@code SocketChannel}.
   */
  public void channelAccepted(Object fileDescriptor, Object remote) {}

  /** A {@code SocketChannel} was made by accept. */
  public void channelAccepted(Object channel) {}

  /** A {@code SocketChannel} is about to close; its FIN has not left by this call. */
  public void channelClosing(Object channel) {}

  /** A {@code SocketChannel} is about to half-close. */
  public void channelShuttingOutput(Object channel) {}

  /** SO_LINGER of a {@code SocketChannel} was set; {@code value} is its argument. */
  public void channelLinger(Object channel, Object value) {}
}
