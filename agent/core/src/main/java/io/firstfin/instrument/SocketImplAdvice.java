package io.firstfin.instrument;

import io.firstfin.bootstrap.SocketHooks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.bytebuddy.asm.Advice;

/**
 * Inlined into {@code sun.nio.ch.NioSocketImpl}, and in part into {@code
 * java.net.AbstractPlainSocketImpl}; never loaded as a class.
 */
final class SocketImplAdvice {
  private SocketImplAdvice() {}

  static final class Create {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object socket) {
      SocketHooks.created(socket, -1);
    }
  }

  static final class Connect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) Object remote,
        @Advice.Thrown Throwable failure) {
      SocketHooks.connected(socket, -1, remote, failure);
    }
  }

  /** Only a failure is reported. */
  static final class Bind {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) InetAddress address,
        @Advice.Argument(1) int port,
        @Advice.Thrown Throwable failure) {
      if (failure != null) {
        SocketHooks.bindFailed(socket, -1, new InetSocketAddress(address, port), failure);
      }
    }
  }

  static final class Accept {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object accepted) {
      SocketHooks.accepted(accepted, -1, null);
    }
  }

  static final class Close {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object socket) {
      return SocketHooks.closing(socket, -1);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }

  /** For the method that closes the descriptor unless another thread still uses it. */
  static final class Release {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object socket) {
      SocketHooks.releasing(socket);
    }
  }

  static final class ShutdownOutput {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object socket) {
      return SocketHooks.shuttingOutput(socket, -1);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }

  static final class SetOption {
    /** {@code java.net.SocketOptions.SO_LINGER}. */
    static final int SO_LINGER = 0x0080;

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) int option,
        @Advice.Argument(1) Object value) {
      if (option == SO_LINGER) {
        SocketHooks.lingerSet(socket, -1, value);
      }
    }
  }

  /**
   * For the body of the Runnable that closes the descriptor, both for close() and for the Cleaner.
   */
  static final class CloseDescriptor {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.Argument(0) Object fileDescriptor) {
      return SocketHooks.leaking(fileDescriptor, -1);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }
}
