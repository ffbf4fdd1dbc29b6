package io.firstfin.record;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;

/** What the implementations of {@code java.net.SocketImpl} have in common. */
abstract class SocketImplKind extends SocketKind {
  private static final String OWNER = "java.net.SocketImpl";
  private static final MethodHandle DESCRIPTOR = JdkFields.find(OWNER, "fd", Object.class);
  private static final MethodHandle ADDRESS = JdkFields.find(OWNER, "address", Object.class);
  private static final MethodHandle PORT = JdkFields.find(OWNER, "port", int.class);
  private static final MethodHandle LOCAL_PORT = JdkFields.find(OWNER, "localport", int.class);

  static int port(Object socket) throws Throwable {
    return (int) PORT.invokeExact(socket);
  }

  static int localPort(Object socket) throws Throwable {
    return (int) LOCAL_PORT.invokeExact(socket);
  }

  @Override
  FileDescriptor descriptor(Object socket, int number) throws Throwable {
    return (FileDescriptor) (Object) DESCRIPTOR.invokeExact(socket);
  }

  @Override
  boolean describe(Object socket, SocketProbe kernel, Closing to) throws Throwable {
    if (!to.isKnown && isDatagram(socket)) {
      // A socket that AbstractPlainSocketImpl has accepted also looks like a datagram socket; the
      // kernel knows.
      to.answer = kernel.ask(to.descriptor, to.object);
      if (to.answer.state() < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  void addresses(Object socket, Closing to) throws Throwable {
    to.localPort = localPort(socket);
    to.remote = (InetAddress) (Object) ADDRESS.invokeExact(socket);
    to.remotePort = port(socket);
  }
}
