package io.firstfin.instrument;

import io.firstfin.bootstrap.SocketHooks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.bytebuddy.asm.Advice;

/**
 * Inlined into {@code java.net.AbstractPlainSocketImpl} and its Cleaner; never loaded as a class.
 */
final class PlainSocketAdvice {
  private PlainSocketAdvice() {}

  /** One attempt to connect to one address. All variants of connect call this method. */
  static final class Connect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) InetAddress address,
        @Advice.Argument(1) int port,
        @Advice.Thrown Throwable failure) {
      SocketHooks.connected(
          socket, -1, failure == null ? null : new InetSocketAddress(address, port), failure);
    }
  }

  /** The socket was collected without having been closed, or is closed already. */
  static final class Finalize {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object socket) {
      return SocketHooks.leaking(socket, -1);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }

  static final class Clean {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.FieldValue("fd") int descriptor) {
      return SocketHooks.leaking(null, descriptor);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }
}
