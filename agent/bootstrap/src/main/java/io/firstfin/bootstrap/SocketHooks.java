package io.firstfin.bootstrap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The instrumented socket classes of the JDK and of Netty call these methods. An error in a
 * receiver is counted and never reaches the application.
 */
public final class SocketHooks {
  private static final SocketEvents NONE = new SocketEvents();
  private static final AtomicLong ERRORS = new AtomicLong();
  private static volatile SocketEvents events = NONE;
  private static volatile String firstError;

  /** What {@code Thread.stop} threw in a hook, until the JDK's work around that hook is done. */
  private static final Map<Thread, Throwable> STOPPED = new ConcurrentHashMap<Thread, Throwable>();

  /** Whether there ever was one, so that the map is asked in few JVMs. */
  private static volatile boolean everStopped;

  private SocketHooks() {}

  /** From now on events go to {@code receiver}; null means nowhere. */
  public static void connect(SocketEvents receiver) {
    events = receiver == null ? NONE : receiver;
  }

  /** Errors that were caught and counted since the JVM started. */
  public static long errors() {
    return ERRORS.get();
  }

  /** The class of the first error since the JVM started; null while there is none. */
  public static String firstError() {
    return firstError;
  }

  /**
   * Counts an error that the caller has caught. One of {@code Thread.stop} is the application's,
   * and is thrown again by the next hook of this thread that runs after the JDK's work.
   */
  public static void failed(Throwable error) {
    if (isOfStop(error)) {
      STOPPED.put(Thread.currentThread(), error);
      everStopped = true;
      return;
    }
    if (ERRORS.getAndIncrement() == 0) {
      firstError = describe(error);
    }
  }

  /**
   * The class name only, because the error's class can be the application's, with methods of its
   * own.
   */
  private static String describe(Throwable error) {
    Throwable cause =
        error.getClass() == ExceptionInInitializerError.class ? error.getCause() : null;
    return error.getClass().getName() + (cause == null ? "" : ": " + cause.getClass().getName());
  }

  /** By its name, because later versions of Java may lack the class. */
  private static boolean isOfStop(Throwable error) {
    return error.getClass().getName().equals("java.lang.ThreadDeath");
  }

  /** For what reaches the instrumented method itself, which drops all else. */
  public static void escaped(Throwable error) {
    if (isOfStop(error)) {
      SocketHooks.<RuntimeException>raise(error);
    }
  }

  private static void stopHere() {
    if (everStopped) {
      Throwable stop = STOPPED.remove(Thread.currentThread());
      if (stop != null) {
        SocketHooks.<RuntimeException>raise(stop);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void raise(Throwable error) throws T {
    throw (T) error;
  }

  public static void created(Object socket, int descriptor) {
    try {
      events.created(socket, descriptor);
    } catch (Throwable error) {
      failed(error);
    }
    stopHere();
  }

  public static void connected(Object socket, int descriptor, Object remote, Throwable failure) {
    try {
      if (failure == null) {
        events.opened(socket, descriptor, remote);
      } else {
        events.connectFailed(socket, descriptor, remote, failure);
      }
    } catch (Throwable error) {
      failed(error);
    }
    stopHere();
  }

  public static void bindFailed(Object socket, int descriptor, Object local, Throwable failure) {
    try {
      events.bindFailed(socket, descriptor, local, failure);
    } catch (Throwable error) {
      failed(error);
    }
    stopHere();
  }

  public static void accepted(Object socket, int descriptor, Object remote) {
    try {
      events.accepted(socket, descriptor, remote);
    } catch (Throwable error) {
      failed(error);
    }
    stopHere();
  }

  public static Object shuttingOutput(Object socket, int descriptor) {
    try {
      return events.shuttingOutput(socket, descriptor);
    } catch (Throwable error) {
      failed(error);
      return null;
    }
  }

  public static Object closing(Object socket, int descriptor) {
    try {
      return events.closing(socket, descriptor);
    } catch (Throwable error) {
      failed(error);
      return null;
    }
  }

  public static Object closing(Object socket, Object descriptor, int number) {
    try {
      return events.closing(socket, descriptor, number);
    } catch (Throwable error) {
      failed(error);
      return null;
    }
  }

  public static Object leaking(Object socket, int descriptor) {
    try {
      return events.leaking(socket, descriptor);
    } catch (Throwable error) {
      failed(error);
      return null;
    }
  }

  public static void releasing(Object socket) {
    try {
      events.releasing(socket);
    } catch (Throwable error) {
      failed(error);
    }
  }

  /** {@code begun} is null where nothing was begun. */
  public static void closed(Object begun) {
    if (begun != null) {
      try {
        events.closed(begun);
      } catch (Throwable error) {
        failed(error);
      }
    }
    stopHere();
  }

  public static void secured(Object transport) {
    try {
      events.secured(transport);
    } catch (Throwable error) {
      failed(error);
    }
    stopHere();
  }

  public static void warning(Object transport, Object alert) {
    try {
      events.warning(transport, alert);
    } catch (Throwable error) {
      failed(error);
    }
    stopHere();
  }

  public static void lingerSet(Object socket, int descriptor, Object value) {
    try {
      events.lingerSet(socket, descriptor, value);
    } catch (Throwable error) {
      failed(error);
    }
    stopHere();
  }
}
