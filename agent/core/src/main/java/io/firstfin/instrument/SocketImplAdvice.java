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

  static final class Connect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) Object remote,
        @Advice.Thrown Throwable failure) {
      SocketHooks.socketConnected(socket, remote, failure);
    }
  }

  /** Only a failure is told. */
  static final class Bind {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) InetAddress address,
        @Advice.Argument(1) int port,
        @Advice.Thrown Throwable failure) {
      if (failure != null) {
        SocketHooks.socketBindFailed(socket, new InetSocketAddress(address, port), failure);
      }
    }
  }

  static final class Accept {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object accepted) {
      SocketHooks.socketAccepted(accepted);
    }
  }

  static final class Close {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object socket) {
      SocketHooks.socketClosing(socket);
    }
  }

  /** For the method that closes the descriptor unless another thread still uses it. */
  static final class Release {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object socket) {
      SocketHooks.socketReleasing(socket);
    }
  }

  static final class ShutdownOutput {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object socket) {
      SocketHooks.socketShuttingOutput(socket);
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
        SocketHooks.socketLinger(socket, value);
      }
    }
  }

  /** The body of the Runnable that closes the descriptor, for close() and for the Cleaner alike. */
  static final class CloseDescriptor {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Object fileDescriptor) {
      SocketHooks.descriptorClosing(fileDescriptor);
    }
  }
}
