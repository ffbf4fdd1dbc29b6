package io.firstfin.instrument;

import io.firstfin.bootstrap.SocketHooks;
import net.bytebuddy.asm.Advice;

/**
 * Inlined into {@code io.netty.channel.unix.Socket} and its superclass {@code FileDescriptor},
 * which the native transports use instead of the JDK's sockets, and into io_uring's listener.
 */
final class NettySocketAdvice {
  private NettySocketAdvice() {}

  /**
   * For the methods that make a descriptor, on the thread that asks for a connection. The event
   * loop connects and closes.
   */
  static final class Create {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return int descriptor) {
      if (descriptor >= 0) {
        SocketHooks.created(null, descriptor);
      }
    }
  }

  /** For connect, whose result says whether the socket is connected now. */
  static final class Connect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("fd") int descriptor,
        @Advice.Argument(0) Object remote,
        @Advice.Return boolean connected,
        @Advice.Thrown Throwable failure) {
      if (connected || failure != null) {
        SocketHooks.connected(null, descriptor, remote, failure);
      }
    }
  }

  /** Only a failure is reported. */
  static final class Bind {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("fd") int descriptor,
        @Advice.Argument(0) Object local,
        @Advice.Thrown Throwable failure) {
      if (failure != null) {
        SocketHooks.bindFailed(null, descriptor, local, failure);
      }
    }
  }

  /** For finishConnect, which does not know the address. */
  static final class FinishConnect {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("fd") int descriptor, @Advice.Return boolean connected) {
      if (connected) {
        SocketHooks.connected(null, descriptor, null, null);
      }
    }
  }

  /**
   * For io_uring, which connects without a method of the socket, and asks for the peer's address
   * afterwards. A connection that is known already is not recorded again.
   */
  static final class RemoteAddress {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("fd") int descriptor, @Advice.Return Object remote) {
      if (remote != null) {
        SocketHooks.connected(null, descriptor, remote, null);
      }
    }
  }

  /**
   * For io_uring's listeners. This runs before the accepted channel asks for its peer's address.
   */
  static final class NewChildChannel {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) int descriptor) {
      SocketHooks.accepted(null, descriptor, null);
    }
  }

  static final class Accept {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return int accepted) {
      if (accepted >= 0) {
        SocketHooks.accepted(null, accepted, null);
      }
    }
  }

  static final class Shutdown {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.FieldValue("fd") int descriptor, @Advice.Argument(1) boolean output) {
      return output ? SocketHooks.shuttingOutput(null, descriptor) : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }

  static final class SetSoLinger {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("fd") int descriptor, @Advice.Argument(0) int seconds) {
      SocketHooks.lingerSet(null, descriptor, seconds);
    }
  }

  static final class Close {
    /** {@code FileDescriptor.STATE_CLOSED_MASK}. */
    static final int CLOSED = 1;

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.FieldValue("fd") int descriptor, @Advice.FieldValue("state") int state) {
      return (state & CLOSED) == 0 ? SocketHooks.closing(null, descriptor) : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }
}
