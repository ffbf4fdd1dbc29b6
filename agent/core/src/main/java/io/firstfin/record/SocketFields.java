package io.firstfin.record;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectableChannel;

/**
 * Reads the fields of the JDK's socket objects. Handles are static and final, so that compiled code
 * reads the field itself. Initialised at the first socket event, never before.
 */
final class SocketFields {
  private static final MethodHandle DESCRIPTOR_NUMBER =
      find("java.io.FileDescriptor", "fd", int.class);
  private static final MethodHandle SOCKET_DESCRIPTOR =
      find("java.net.SocketImpl", "fd", Object.class);
  private static final MethodHandle SOCKET_ADDRESS =
      find("java.net.SocketImpl", "address", Object.class);
  private static final MethodHandle SOCKET_PORT = find("java.net.SocketImpl", "port", int.class);
  private static final MethodHandle SOCKET_LOCAL_PORT =
      find("java.net.SocketImpl", "localport", int.class);
  private static final Class<?> NIO_SOCKET = load("sun.nio.ch.NioSocketImpl");
  private static final MethodHandle NIO_SOCKET_STATE =
      find("sun.nio.ch.NioSocketImpl", "state", int.class);

  private static final MethodHandle NIO_SOCKET_SERVER =
      find("sun.nio.ch.NioSocketImpl", "server", boolean.class);

  private static final MethodHandle NIO_SOCKET_STREAM =
      find("sun.nio.ch.NioSocketImpl", "stream", boolean.class);
  private static final MethodHandle NIO_SOCKET_OUTPUT_CLOSED =
      find("sun.nio.ch.NioSocketImpl", "isOutputClosed", boolean.class);

  /** Whether a hook tells when a NioSocketImpl, which shuts down first, closes its descriptor. */
  private static final boolean NIO_SOCKET_RELEASES = declares(NIO_SOCKET, "tryClose");

  private static final MethodHandle CHANNEL_DESCRIPTOR =
      find("sun.nio.ch.SocketChannelImpl", "fd", Object.class);
  private static final MethodHandle CHANNEL_STATE =
      find("sun.nio.ch.SocketChannelImpl", "state", int.class);
  private static final MethodHandle CHANNEL_LOCAL =
      find("sun.nio.ch.SocketChannelImpl", "localAddress", Object.class);
  private static final MethodHandle CHANNEL_REMOTE =
      find("sun.nio.ch.SocketChannelImpl", "remoteAddress", Object.class);

  private static final MethodHandle CHANNEL_OUTPUT_CLOSED =
      find("sun.nio.ch.SocketChannelImpl", "isOutputClosed", boolean.class);

  /** ST_CONNECTING of NioSocketImpl. */
  private static final int SOCKET_CONNECTING = 2;

  /** ST_CONNECTED of NioSocketImpl. */
  private static final int SOCKET_CONNECTED = 3;

  /** ST_CONNECTED of SocketChannelImpl, the same number in every JDK. */
  private static final int CHANNEL_CONNECTED = 2;

  private SocketFields() {}

  private static boolean declares(Class<?> type, String method) {
    if (type == null) {
      return false;
    }
    try {
      for (Method declared : JdkInternals.methods(type)) {
        if (declared.getName().equals(method)) {
          return true;
        }
      }
      return false;
    } catch (Exception | LinkageError e) {
      return false;
    }
  }

  private static Class<?> load(String name) {
    try {
      return JdkInternals.type(name);
    } catch (Exception | LinkageError e) {
      return null;
    }
  }

  private static MethodHandle find(String owner, String name, Class<?> type) {
    try {
      return MethodHandles.lookup()
          .unreflectGetter(JdkInternals.field(owner, name))
          .asType(MethodType.methodType(type, Object.class));
    } catch (Exception | LinkageError e) {
      return null;
    }
  }

  static int number(FileDescriptor descriptor) throws Throwable {
    return (int) DESCRIPTOR_NUMBER.invokeExact((Object) descriptor);
  }

  /** An object for a descriptor whose own has been collected; nothing ever closes it. */
  static FileDescriptor descriptor(int number) throws Throwable {
    FileDescriptor descriptor = new FileDescriptor();
    NewDescriptor.NUMBER.invokeExact((Object) descriptor, number);
    return descriptor;
  }

  static FileDescriptor socketDescriptor(Object socket) throws Throwable {
    return (FileDescriptor) (Object) SOCKET_DESCRIPTOR.invokeExact(socket);
  }

  static InetAddress socketAddress(Object socket) throws Throwable {
    return (InetAddress) (Object) SOCKET_ADDRESS.invokeExact(socket);
  }

  static int socketPort(Object socket) throws Throwable {
    return (int) SOCKET_PORT.invokeExact(socket);
  }

  static int socketLocalPort(Object socket) throws Throwable {
    return (int) SOCKET_LOCAL_PORT.invokeExact(socket);
  }

  static boolean socketConnected(Object socket) throws Throwable {
    return NIO_SOCKET != null && NIO_SOCKET.isInstance(socket)
        ? (int) NIO_SOCKET_STATE.invokeExact(socket) == SOCKET_CONNECTED
        : PlainSocket.connected(socket);
  }

  /** Whether a socket was made for datagrams, or is AbstractPlainSocketImpl's and was accepted. */
  static boolean socketIsDatagram(Object socket) throws Throwable {
    return NIO_SOCKET != null && NIO_SOCKET.isInstance(socket)
        ? NIO_SOCKET_STREAM != null && !(boolean) NIO_SOCKET_STREAM.invokeExact(socket)
        : PlainSocket.STREAM != null && !(boolean) PlainSocket.STREAM.invokeExact(socket);
  }

  /** Whether a socket was certainly never half-closed. */
  static boolean socketOutputOpen(Object socket) throws Throwable {
    return NIO_SOCKET != null && NIO_SOCKET.isInstance(socket)
        ? NIO_SOCKET_OUTPUT_CLOSED != null
            && !(boolean) NIO_SOCKET_OUTPUT_CLOSED.invokeExact(socket)
        : PlainSocket.OUTPUT_CLOSED != null
            && !(boolean) PlainSocket.OUTPUT_CLOSED.invokeExact(socket);
  }

  /** Whether a socket listens, or is about to; false also where that is not to be told. */
  static boolean socketIsServer(Object socket) throws Throwable {
    return NIO_SOCKET != null && NIO_SOCKET.isInstance(socket)
        ? NIO_SOCKET_SERVER != null && (boolean) NIO_SOCKET_SERVER.invokeExact(socket)
        : PlainSocket.isServer(socket);
  }

  /**
   * Whether a close of the socket can still end a connection. NioSocketImpl keeps the number of a
   * descriptor that it has closed, which by then may be another connection's.
   */
  static boolean socketCanBeClosed(Object socket) throws Throwable {
    if (NIO_SOCKET == null || !NIO_SOCKET.isInstance(socket)) {
      return true;
    }
    int state = (int) NIO_SOCKET_STATE.invokeExact(socket);
    return state == SOCKET_CONNECTING || state == SOCKET_CONNECTED;
  }

  static SecondLook socketSecondLook(Object socket) throws Throwable {
    return NIO_SOCKET_RELEASES && NIO_SOCKET.isInstance(socket) && socketConnected(socket)
        ? SecondLook.UNLESS_LINGER_ZERO
        : SecondLook.NONE;
  }

  static SecondLook channelSecondLook(Object channel) throws Throwable {
    if (channel instanceof AsynchronousSocketChannel
        || ChannelRelease.SECOND_LOOK == SecondLook.NONE
        || !channelConnected(channel)) {
      return SecondLook.NONE;
    }
    // Before tryClose, what no Selector knows can get another descriptor in its place at once.
    return ChannelRelease.TRIES || channelRegistered(channel)
        ? ChannelRelease.SECOND_LOOK
        : SecondLook.NONE;
  }

  /**
   * Whether a Selector knows the channel, which keeps its descriptor for so long. Takes a lock that
   * the channel's own close takes as well, from JDK 11 on for moments only.
   */
  static boolean channelRegistered(Object channel) {
    return ((SelectableChannel) channel).isRegistered();
  }

  static FileDescriptor channelDescriptor(Object channel) throws Throwable {
    return channel instanceof AsynchronousSocketChannel
        ? (FileDescriptor) (Object) AsynchronousChannel.DESCRIPTOR.invokeExact(channel)
        : (FileDescriptor) (Object) CHANNEL_DESCRIPTOR.invokeExact(channel);
  }

  static boolean channelConnected(Object channel) throws Throwable {
    return (channel instanceof AsynchronousSocketChannel
            ? (int) AsynchronousChannel.STATE.invokeExact(channel)
            : (int) CHANNEL_STATE.invokeExact(channel))
        == CHANNEL_CONNECTED;
  }

  /** Whether a channel was certainly never half-closed. */
  static boolean channelOutputOpen(Object channel) throws Throwable {
    if (channel instanceof AsynchronousSocketChannel) {
      return AsynchronousChannel.OUTPUT_CLOSED != null
          && !(boolean) AsynchronousChannel.OUTPUT_CLOSED.invokeExact(channel);
    }
    return CHANNEL_OUTPUT_CLOSED == null
        ? ChannelRelease.OUTPUT_OPEN != null
            && (boolean) ChannelRelease.OUTPUT_OPEN.invokeExact(channel)
        : !(boolean) CHANNEL_OUTPUT_CLOSED.invokeExact(channel);
  }

  static SocketAddress channelLocal(Object channel) throws Throwable {
    return channel instanceof AsynchronousSocketChannel
        ? (SocketAddress) (Object) AsynchronousChannel.LOCAL.invokeExact(channel)
        : (SocketAddress) (Object) CHANNEL_LOCAL.invokeExact(channel);
  }

  static SocketAddress channelRemote(Object channel) throws Throwable {
    return channel instanceof AsynchronousSocketChannel
        ? (SocketAddress) (Object) AsynchronousChannel.REMOTE.invokeExact(channel)
        : (SocketAddress) (Object) CHANNEL_REMOTE.invokeExact(channel);
  }

  /** getpeername(2); null when the kernel has no answer. */
  static InetSocketAddress kernelRemote(FileDescriptor descriptor) {
    return KernelAddresses.of(KernelAddresses.REMOTE, descriptor);
  }

  /** getsockname(2); null when the kernel has no answer. */
  static InetSocketAddress kernelLocal(FileDescriptor descriptor) {
    return KernelAddresses.of(KernelAddresses.LOCAL, descriptor);
  }

  /**
   * {@code AbstractPlainSocketImpl}, which keeps no state of its own before JDK 13. Apart, so that
   * no JDK loads what it does not use.
   */
  private static final class PlainSocket {
    private static final MethodHandle CONNECTED =
        find("java.net.AbstractPlainSocketImpl", "isConnected", boolean.class);
    private static final MethodHandle SOCKET = find("java.net.SocketImpl", "socket", Object.class);
    private static final MethodHandle SOCKET_CONNECTED =
        find("java.net.Socket", "connected", boolean.class);

    private static final MethodHandle IS_SERVER =
        find("java.net.AbstractPlainSocketImpl", "isServer", boolean.class);
    private static final MethodHandle SERVER_SOCKET =
        find("java.net.SocketImpl", "serverSocket", Object.class);

    private static final MethodHandle STREAM =
        find("java.net.AbstractPlainSocketImpl", "stream", boolean.class);
    private static final MethodHandle OUTPUT_CLOSED =
        find("java.net.AbstractPlainSocketImpl", "shut_wr", boolean.class);

    static boolean isServer(Object socketImpl) throws Throwable {
      if (IS_SERVER != null) {
        return (boolean) IS_SERVER.invokeExact(socketImpl);
      }
      return SERVER_SOCKET != null && (Object) SERVER_SOCKET.invokeExact(socketImpl) != null;
    }

    static boolean connected(Object socketImpl) throws Throwable {
      if (CONNECTED != null) {
        // It is about connect only; what was accepted has both its ports from the start.
        return (boolean) CONNECTED.invokeExact(socketImpl)
            || socketLocalPort(socketImpl) != 0 && socketPort(socketImpl) != 0;
      }
      // Null in the listening end of a ServerSocket.
      Object socket = (Object) SOCKET.invokeExact(socketImpl);
      return socket != null && (boolean) SOCKET_CONNECTED.invokeExact(socket);
    }
  }

  /** How a SocketChannelImpl lets go of its descriptor. */
  private static final class ChannelRelease {
    private static final Class<?> CHANNEL = load("sun.nio.ch.SocketChannelImpl");

    /** Who tries to close asks for SO_LINGER before. */
    private static final boolean TRIES = declares(CHANNEL, "tryClose");

    private static final SecondLook SECOND_LOOK = secondLook();

    /** In JDK 8. */
    private static final MethodHandle OUTPUT_OPEN =
        find("sun.nio.ch.SocketChannelImpl", "isOutputOpen", boolean.class);

    private static SecondLook secondLook() {
      if (TRIES) {
        return SecondLook.UNLESS_LINGER_ZERO;
      }
      try {
        JdkInternals.field("sun.nio.ch.SocketChannelImpl", "ST_CLOSING");
        return SecondLook.ALWAYS;
      } catch (Exception | LinkageError e) {
        // JDK 8 puts another descriptor in the socket's place first of all.
        return SecondLook.NONE;
      }
    }
  }

  /** Apart, so that it is initialised only where asynchronous channels are used. */
  private static final class AsynchronousChannel {
    private static final String OWNER = "sun.nio.ch.AsynchronousSocketChannelImpl";
    private static final MethodHandle DESCRIPTOR = find(OWNER, "fd", Object.class);
    private static final MethodHandle STATE = find(OWNER, "state", int.class);
    private static final MethodHandle LOCAL = find(OWNER, "localAddress", Object.class);
    private static final MethodHandle REMOTE = find(OWNER, "remoteAddress", Object.class);
    private static final MethodHandle OUTPUT_CLOSED = find(OWNER, "writeShutdown", boolean.class);
  }

  /** For sockets that have no object any more, or none of the JDK's. */
  private static final class KernelAddresses {
    private static final MethodHandle LOCAL = method("localAddress");
    private static final MethodHandle REMOTE = method("remoteAddress");

    private static MethodHandle method(String name) {
      try {
        return MethodHandles.lookup()
            .unreflect(JdkInternals.method("sun.nio.ch.Net", name, FileDescriptor.class))
            .asType(MethodType.methodType(Object.class, FileDescriptor.class));
      } catch (Exception | LinkageError e) {
        return null;
      }
    }

    static InetSocketAddress of(MethodHandle which, FileDescriptor descriptor) {
      if (which == null) {
        return null;
      }
      try {
        return (InetSocketAddress) (Object) which.invokeExact(descriptor);
      } catch (Throwable e) {
        return null;
      }
    }
  }

  private static final class NewDescriptor {
    private static final MethodHandle NUMBER = setter();

    private static MethodHandle setter() {
      try {
        return MethodHandles.lookup()
            .unreflectSetter(JdkInternals.field("java.io.FileDescriptor", "fd"))
            .asType(MethodType.methodType(void.class, Object.class, int.class));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
