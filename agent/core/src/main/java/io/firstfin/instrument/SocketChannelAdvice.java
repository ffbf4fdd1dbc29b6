package io.firstfin.instrument;

import io.firstfin.bootstrap.SocketHooks;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import net.bytebuddy.asm.Advice;

/**
 * Inlined into {@code sun.nio.ch.SocketChannelImpl}, {@code ServerSocketChannelImpl} and {@code
 * SocketAdaptor}; never loaded as a class.
 */
final class SocketChannelAdvice {
  private SocketChannelAdvice() {}

  /** For the constructors that make a descriptor. */
  static final class Create {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object channel) {
      SocketHooks.created(channel, -1);
    }
  }

  /** For connect and finishConnect, whose results say whether the channel is connected now. */
  static final class Connect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object channel,
        @Advice.Argument(0) Object remote,
        @Advice.Return boolean connected,
        @Advice.Thrown Throwable failure) {
      if (connected || failure != null) {
        SocketHooks.connected(channel, -1, remote, failure);
      }
    }
  }

  static final class FinishConnect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object channel,
        @Advice.FieldValue("remoteAddress") Object remote,
        @Advice.Return boolean connected,
        @Advice.Thrown Throwable failure) {
      if (connected || failure != null) {
        SocketHooks.connected(channel, -1, remote, failure);
      }
    }
  }

  /** Only a failure is reported. */
  static final class Bind {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object channel,
        @Advice.Argument(0) Object local,
        @Advice.Thrown Throwable failure) {
      if (failure != null) {
        SocketHooks.bindFailed(channel, -1, local, failure);
      }
    }
  }

  /** For the socket adaptor's connect, which either connects or throws. */
  static final class BlockingConnect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object channel,
        @Advice.Argument(0) Object remote,
        @Advice.Thrown Throwable failure) {
      SocketHooks.connected(channel, -1, remote, failure);
    }
  }

  /** For the socket adaptor, which gives up without informing its channel. */
  static final class TimedConnect {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("sc") Object channel,
        @Advice.Argument(0) Object remote,
        @Advice.Thrown Throwable failure) {
      if (failure instanceof SocketTimeoutException) {
        SocketHooks.connected(channel, -1, remote, failure);
      }
    }
  }

  /**
   * For accept in a JDK that has no method to finish it; accept returns null when no client waits.
   */
  static final class Accept {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return Object channel) {
      if (channel != null) {
        SocketHooks.accepted(channel, -1, null);
      }
    }
  }

  static final class FinishAccept {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object fileDescriptor, @Advice.Argument(1) Object remote) {
      SocketHooks.accepted(fileDescriptor, -1, remote);
    }
  }

  /** For asynchronous channels. Each connect of theirs that succeeds calls this method. */
  static final class SetConnected {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object channel) {
      SocketHooks.connected(channel, -1, null, null);
    }
  }

  static final class Close {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object channel) {
      return SocketHooks.closing(channel, -1);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }

  static final class Release {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object channel) {
      SocketHooks.releasing(channel);
    }
  }

  /**
   * For JDK 8, where the thread of a Selector closes the descriptor of a channel whose key was
   * cancelled, maybe before the close of the channel has got so far.
   */
  static final class Kill {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object channel, @Advice.FieldValue("state") int state) {
      SocketHooks.releasing(channel);
      // 2 is ST_CONNECTED. In any other state the number may be another connection's already.
      return state == 2 ? SocketHooks.closing(channel, -1) : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }

  static final class ShutdownOutput {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object channel) {
      return SocketHooks.shuttingOutput(channel, -1);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object begun) {
      SocketHooks.closed(begun);
    }
  }

  static final class SetOption {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object channel,
        @Advice.Argument(0) SocketOption<?> option,
        @Advice.Argument(1) Object value) {
      if (option == java.net.StandardSocketOptions.SO_LINGER) {
        SocketHooks.lingerSet(channel, -1, value);
      }
    }
  }
}
