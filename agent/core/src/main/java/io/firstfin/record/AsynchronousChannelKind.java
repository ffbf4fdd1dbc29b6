package io.firstfin.record;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * {@code sun.nio.ch.UnixAsynchronousSocketChannelImpl}. The close of its descriptor sends the FIN.
 */
final class AsynchronousChannelKind extends SocketKind {
  static final AsynchronousChannelKind KIND = new AsynchronousChannelKind();

  private static final String NAME = "sun.nio.ch.AsynchronousSocketChannelImpl";
  private static final MethodHandle DESCRIPTOR = JdkFields.find(NAME, "fd", Object.class);
  private static final MethodHandle STATE = JdkFields.find(NAME, "state", int.class);
  private static final MethodHandle LOCAL = JdkFields.find(NAME, "localAddress", Object.class);
  private static final MethodHandle REMOTE = JdkFields.find(NAME, "remoteAddress", Object.class);
  private static final MethodHandle OUTPUT_CLOSED =
      JdkFields.find(NAME, "writeShutdown", boolean.class);

  private AsynchronousChannelKind() {}

  private static SocketAddress remote(Object channel) throws Throwable {
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
      to.connected = (int) STATE.invokeExact(channel) == ChannelKind.CONNECTED;
    }
    to.knowsLocal = true;
    return true;
  }

  @Override
  void addresses(Object channel, Closing to) throws Throwable {
    to.setAddresses((SocketAddress) (Object) LOCAL.invokeExact(channel), remote(channel));
  }

  @Override
  boolean isOutputOpen(Object channel) throws Throwable {
    return OUTPUT_CLOSED != null && !(boolean) OUTPUT_CLOSED.invokeExact(channel);
  }

  @Override
  boolean isTcp(Object channel, int number, Object remote, SocketProbe kernel) throws Throwable {
    return remote(channel) instanceof InetSocketAddress;
  }
}
