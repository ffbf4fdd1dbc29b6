package io.firstfin.record;

import java.lang.invoke.MethodHandle;

/**
 * {@code java.net.AbstractPlainSocketImpl}, the socket of JDK 8 to 12. Its close puts another
 * descriptor in the place of the socket's, which sends the FIN: unless another thread is in a call
 * of the socket, which it then leaves first.
 */
final class PlainSocketKind extends SocketImplKind {
  static final PlainSocketKind KIND = new PlainSocketKind();

  private static final String NAME = "java.net.AbstractPlainSocketImpl";
  private static final MethodHandle STREAM = JdkFields.find(NAME, "stream", boolean.class);
  private static final MethodHandle OUTPUT_CLOSED = JdkFields.find(NAME, "shut_wr", boolean.class);

  // It keeps no state of its own before JDK 13.
  private static final MethodHandle CONNECTED = JdkFields.find(NAME, "isConnected", boolean.class);
  private static final MethodHandle SOCKET =
      JdkFields.find("java.net.SocketImpl", "socket", Object.class);
  private static final MethodHandle SOCKET_CONNECTED =
      JdkFields.find("java.net.Socket", "connected", boolean.class);
  private static final MethodHandle IS_SERVER = JdkFields.find(NAME, "isServer", boolean.class);
  private static final MethodHandle SERVER_SOCKET =
      JdkFields.find("java.net.SocketImpl", "serverSocket", Object.class);

  private PlainSocketKind() {}

  @Override
  boolean describe(Object socket, SocketProbe kernel, Closing to) throws Throwable {
    to.connected = isConnected(socket);
    to.outputOpen = OUTPUT_CLOSED != null && !(boolean) OUTPUT_CLOSED.invokeExact(socket);
    return super.describe(socket, kernel, to);
  }

  private static boolean isConnected(Object socket) throws Throwable {
    if (CONNECTED != null) {
      // It is about connect only; what was accepted has both its ports from the start.
      return (boolean) CONNECTED.invokeExact(socket) || localPort(socket) != 0 && port(socket) != 0;
    }
    // Null in the listening end of a ServerSocket.
    Object outer = (Object) SOCKET.invokeExact(socket);
    return outer != null && (boolean) SOCKET_CONNECTED.invokeExact(outer);
  }

  @Override
  boolean isDatagram(Object socket) throws Throwable {
    return STREAM != null && !(boolean) STREAM.invokeExact(socket);
  }

  @Override
  boolean isClient(Object socket, int number, SocketProbe kernel) throws Throwable {
    if (IS_SERVER != null) {
      return !(boolean) IS_SERVER.invokeExact(socket);
    }
    return SERVER_SOCKET == null || (Object) SERVER_SOCKET.invokeExact(socket) == null;
  }
}
