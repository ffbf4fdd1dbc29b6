package io.firstfin.record;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;

/**
 * {@code sun.nio.ch.SocketChannelImpl}. When a channel that is registered with a Selector closes,
 * it sends its FIN by shutdown(2) and keeps its descriptor until the Selector has deregistered it.
 * Any other channel closes its descriptor at once.
 */
final class ChannelKind extends SocketKind {
  static final ChannelKind KIND = new ChannelKind();

  private static final String NAME = "sun.nio.ch.SocketChannelImpl";
  private static final MethodHandle DESCRIPTOR = JdkFields.find(NAME, "fd", Object.class);
  private static final MethodHandle STATE = JdkFields.find(NAME, "state", int.class);
  private static final MethodHandle LOCAL = JdkFields.find(NAME, "localAddress", Object.class);
  private static final MethodHandle REMOTE = JdkFields.find(NAME, "remoteAddress", Object.class);
  private static final MethodHandle OUTPUT_CLOSED =
      JdkFields.find(NAME, "isOutputClosed", boolean.class);

  /** JDK 8 has this field instead. */
  private static final MethodHandle OUTPUT_OPEN =
      JdkFields.find(NAME, "isOutputOpen", boolean.class);

  /**
   * Whether the channel has tryClose. A JDK that has it asks for SO_LINGER before it sends a FIN.
   */
  private static final boolean TRIES = JdkFields.declares(JdkFields.type(NAME), "tryClose");

  private static final ReleaseHook RELEASE_HOOK = releaseHook();

  /** ST_CONNECTED, the same number in every JDK. */
  static final int CONNECTED = 2;

  private ChannelKind() {}

  private static ReleaseHook releaseHook() {
    if (TRIES) {
      return ReleaseHook.UNLESS_LINGER_ZERO;
    }
    // A close in JDK 8 begins with another descriptor in the socket's place.
    return JdkFields.has(NAME, "ST_CLOSING") ? ReleaseHook.ALWAYS : ReleaseHook.NONE;
  }

  static SocketAddress remote(Object channel) throws Throwable {
    return (SocketAddress) (Object) REMOTE.invokeExact(channel);
  }

  @Override
  FileDescriptor descriptor(Object channel, int number) throws Throwable {
    return (FileDescriptor) (Object) DESCRIPTOR.invokeExact(channel);
  }

  @Override
  boolean describe(Object channel, SocketProbe kernel, Closing to) throws Throwable {
    if (!to.isKnown) {
      if (!(remote(channel) instanceof InetSocketAddress)) {
        return false;
      }
      to.connected = (int) STATE.invokeExact(channel) == CONNECTED;
    }
    to.knowsLocal = true;
    // In a JDK without tryClose, a channel that has no Selector can get another descriptor in its
    // place at once.
    if (RELEASE_HOOK != ReleaseHook.NONE
        && to.connected
        && to.kind == RecordFacts.CLOSED
        && (TRIES || isRegistered(channel))) {
      to.releaseHook = RELEASE_HOOK;
      to.mayOutlive = true;
    }
    return true;
  }

  @Override
  boolean describesBlindly() {
    return TRIES;
  }

  @Override
  void addresses(Object channel, Closing to) throws Throwable {
    to.setAddresses((SocketAddress) (Object) LOCAL.invokeExact(channel), remote(channel));
  }

  @Override
  boolean isOutputOpen(Object channel) throws Throwable {
    return OUTPUT_CLOSED == null
        ? OUTPUT_OPEN != null && (boolean) OUTPUT_OPEN.invokeExact(channel)
        : !(boolean) OUTPUT_CLOSED.invokeExact(channel);
  }

  @Override
  boolean isTcp(Object channel, int number, Object remote, SocketProbe kernel) throws Throwable {
    return remote(channel) instanceof InetSocketAddress;
  }

  @Override
  boolean isReleasing(Object channel) {
    return !isRegistered(channel);
  }

  /**
   * Whether the channel is registered with a Selector: it keeps its descriptor while it is. This
   * takes a lock that the channel's own close takes as well; from JDK 11 on the close holds it for
   * moments only.
   */
  private static boolean isRegistered(Object channel) {
    return ((SelectableChannel) channel).isRegistered();
  }
}
