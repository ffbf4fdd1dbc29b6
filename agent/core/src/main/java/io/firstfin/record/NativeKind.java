package io.firstfin.record;

import io.firstfin.vocabulary.TcpState;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;

/**
 * A descriptor of Netty's native transports. Pipes, timers, UDP and UNIX-domain sockets come
 * through the same hooks. The kernel says which is a TCP socket, and knows its addresses.
 */
final class NativeKind extends SocketKind {
  static final NativeKind KIND = new NativeKind();

  private NativeKind() {}

  @Override
  FileDescriptor descriptor(Object socket, int number) throws Throwable {
    return Descriptors.of(number);
  }

  @Override
  int owner(FileDescriptor object) {
    return NATIVE;
  }

  @Override
  boolean describe(Object socket, SocketProbe kernel, Closing to) {
    to.answer = kernel.ask(to.descriptor, to.object);
    int state = to.answer.state();
    boolean unused = state == TcpState.CLOSED.number() || state == TcpState.LISTEN.number();
    if (state < 0 || unused && !to.isKnown) {
      return false;
    }
    to.connected = true;
    to.askAddresses(kernel);
    return true;
  }

  @Override
  boolean isTcp(Object socket, int number, Object remote, SocketProbe kernel) throws Throwable {
    return (remote == null || remote instanceof InetSocketAddress) && hasState(number, kernel);
  }

  @Override
  boolean isClient(Object socket, int number, SocketProbe kernel) throws Throwable {
    return hasState(number, kernel) && !isCalledByServer();
  }

  private static boolean hasState(int number, SocketProbe kernel) throws Throwable {
    return kernel.ask(number, Descriptors.of(number)).state() >= 0;
  }

  /** Servers and clients bind in the same way; only the caller distinguishes them. Allocates. */
  private static boolean isCalledByServer() {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (frame.getClassName().endsWith("ServerSocketChannel")) {
        return true;
      }
    }
    return false;
  }
}
