package io.firstfin.bootstrap;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the instrumented socket classes of the JDK call. Nothing that goes wrong behind these
 * methods reaches the application: it is counted, and that is all.
 */
public final class SocketHooks {
  private static final SocketEvents NONE = new SocketEvents();
  private static final AtomicLong ERRORS = new AtomicLong();
  private static volatile SocketEvents events = NONE;
  private static volatile String firstError;

  private SocketHooks() {}

  /** From now on calls go to {@code receiver}; null means nowhere. */
  public static void connect(SocketEvents receiver) {
    events = receiver == null ? NONE : receiver;
  }

  /** Errors swallowed since the JVM started. */
  public static long errors() {
    return ERRORS.get();
  }

  /** What the first error since the JVM started was, without any text; null while there is none. */
  public static String firstError() {
    return firstError;
  }

  /** Counts an error that goes no further. */
  public static void failed(Throwable error) {
    if (ERRORS.getAndIncrement() == 0) {
      firstError = describe(error);
    }
  }

  /** By class only: the error can be the application's, with methods of its own. */
  private static String describe(Throwable error) {
    Throwable cause =
        error.getClass() == ExceptionInInitializerError.class ? error.getCause() : null;
    return error.getClass().getName() + (cause == null ? "" : ": " + cause.getClass().getName());
  }

  public static void socketConnected(Object socketImpl, Object remote, Throwable failure) {
    try {
      events.socketConnected(socketImpl, remote, failure);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void socketBindFailed(Object socketImpl, Object local, Throwable failure) {
    try {
      events.socketBindFailed(socketImpl, local, failure);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void socketAccepted(Object socketImpl) {
    try {
      events.socketAccepted(socketImpl);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void socketClosing(Object socketImpl) {
    try {
      events.socketClosing(socketImpl);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void socketReleasing(Object socketImpl) {
    try {
      events.socketReleasing(socketImpl);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void socketShuttingOutput(Object socketImpl) {
    try {
      events.socketShuttingOutput(socketImpl);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void socketLinger(Object socketImpl, Object value) {
    try {
      events.socketLinger(socketImpl, value);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void descriptorClosing(Object fileDescriptor) {
    try {
      events.descriptorClosing(fileDescriptor);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void socketAbandoned(Object socketImpl) {
    try {
      events.socketAbandoned(socketImpl);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void descriptorAbandoned(int descriptor) {
    try {
      events.descriptorAbandoned(descriptor);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void channelConnected(Object channel, Object remote, Throwable failure) {
    try {
      events.channelConnected(channel, remote, failure);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void channelBindFailed(Object local, Throwable failure) {
    try {
      events.channelBindFailed(local, failure);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void channelAccepted(Object fileDescriptor, Object remote) {
    try {
      events.channelAccepted(fileDescriptor, remote);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void channelAccepted(Object channel) {
    try {
      events.channelAccepted(channel);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void channelClosing(Object channel) {
    try {
      events.channelClosing(channel);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void channelReleasing(Object channel) {
    try {
      events.channelReleasing(channel);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void channelShuttingOutput(Object channel) {
    try {
      events.channelShuttingOutput(channel);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void channelLinger(Object channel, Object value) {
    try {
      events.channelLinger(channel, value);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void nativeConnected(int descriptor, Object remote, Throwable failure) {
    try {
      events.nativeConnected(descriptor, remote, failure);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void nativeBindFailed(int descriptor, Object local, Throwable failure) {
    try {
      events.nativeBindFailed(descriptor, local, failure);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void nativeAccepted(int descriptor) {
    try {
      events.nativeAccepted(descriptor);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void nativeClosing(int descriptor) {
    try {
      events.nativeClosing(descriptor);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void nativeShuttingOutput(int descriptor) {
    try {
      events.nativeShuttingOutput(descriptor);
    } catch (Throwable error) {
      failed(error);
    }
  }

  public static void nativeLinger(int descriptor, int seconds) {
    try {
      events.nativeLinger(descriptor, seconds);
    } catch (Throwable error) {
      failed(error);
    }
  }
}
