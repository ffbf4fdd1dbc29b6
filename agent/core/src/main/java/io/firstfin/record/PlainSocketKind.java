package io.firstfin.record;

import java.lang.invoke.MethodHandle;

/**
 * {@code java.net.AbstractPlainSocketImpl}, the socket of JDK 8 to 12. Its close puts another
 * descriptor in the place of the socket's, and that sends the FIN. If another thread is in a call
 * of the socket, the FIN leaves only after that thread has left the call.
 */
final class PlainSocketKind extends SocketImplKind {
  static final PlainSocketKind KIND = new PlainSocketKind();

  private static final String NAME = "java.net.AbstractPlainSocketImpl";
  private static final MethodHandle STREAM = JdkFields.find(NAME, "stream", boolean.class);
  private static final MethodHandle OUTPUT_CLOSED = JdkFields.find(NAME, "shut_wr", boolean.class);

  // Before JDK 13 the class has no state as later classes have it, only this field or that of its
  // Socket.
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
    if (!to.isKnown) {
      to.connected = isConnected(socket);
    }
    return super.describe(socket, kernel, to);
  }

  @Override
  boolean asksLocalAtOpening() {
    return true;
  }

  @Override
  boolean isOutputOpen(Object socket) throws Throwable {
    return OUTPUT_CLOSED != null && !(boolean) OUTPUT_CLOSED.invokeExact(socket);
  }

  private static boolean isConnected(Object socket) throws Throwable {
    if (CONNECTED != null) {
      // Only connect sets this field; an accepted socket has both its ports from the start.
      return (boolean) CONNECTED.invokeExact(socket) || localPort(socket) != 0 && port(socket) != 0;
    }
    // Null in the listening socket of a ServerSocket.
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
