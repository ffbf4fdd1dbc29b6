package io.firstfin.instrument;

import io.firstfin.bootstrap.SocketHooks;
import net.bytebuddy.asm.Advice;

/**
 * Inlined into {@code io.netty.channel.unix.Socket} and its superclass {@code FileDescriptor},
 * which the epoll and kqueue transports use instead of the JDK's sockets.
 */
final class NettySocketAdvice {
  private NettySocketAdvice() {}

  /** For connect, which says whether the socket is connected now. */
  static final class Connect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("fd") int descriptor,
        @Advice.Argument(0) Object remote,
        @Advice.Return boolean connected,
        @Advice.Thrown Throwable failure) {
      if (connected || failure != null) {
        SocketHooks.nativeConnected(descriptor, remote, failure);
      }
    }
  }

  /** For finishConnect, which knows no address. */
  static final class FinishConnect {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("fd") int descriptor, @Advice.Return boolean connected) {
      if (connected) {
        SocketHooks.nativeConnected(descriptor, null, null);
      }
    }
  }

  static final class Accept {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return int accepted) {
      if (accepted >= 0) {
        SocketHooks.nativeAccepted(accepted);
      }
    }
  }

  static final class Shutdown {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("fd") int descriptor, @Advice.Argument(1) boolean output) {
      if (output) {
        SocketHooks.nativeShuttingOutput(descriptor);
      }
    }
  }

  static final class SetSoLinger {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("fd") int descriptor, @Advice.Argument(0) int seconds) {
      SocketHooks.nativeLinger(descriptor, seconds);
    }
  }

  static final class Close {
    /** {@code FileDescriptor.STATE_CLOSED_MASK}. */
    static final int CLOSED = 1;

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("fd") int descriptor, @Advice.FieldValue("state") int state) {
      if ((state & CLOSED) == 0) {
        SocketHooks.nativeClosing(descriptor);
      }
    }
  }
}
