package io.firstfin.agent;

import io.firstfin.agent.ReportRequests.Wanted;
import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.options.Options;
import io.firstfin.output.Outputs;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The agent's own thread. It waits until there is something to watch, prepares the checks, and
 * makes one each interval, or sooner when there is a reason.
 */
final class Watch implements Runnable {
  private static final long RETRY_NANOS = 1_000_000_000L;
  private static final long URGENT_NANOS = 1_000_000_000L;
  private static final int END_TRIES = 5;

  /** After a second the kernel may reuse the address pair of a socket in TIME_WAIT. */
  private static final long SETTLE_NANOS = 500_000_000L;

  /**
   * The classes that the agent loads initialise java.util.logging. Before that the application's
   * main needs time to choose a log manager, as WildFly's main does.
   */
  private static final long MAIN_NANOS = 1_000_000_000L;

  /**
   * What the outermost handlers catch, resolved here: to resolve a type for the first time takes
   * memory, and a handler whose type cannot be resolved catches nothing.
   */
  private static final Class<?>[] CAUGHT = {Throwable.class, OutOfMemoryError.class};

  private final Parts parts;
  private final Signals signals;
  private final Outputs outputs;
  private final ReportRequests requests;
  private final ServiceOutputs services;
  private final Health health;

  /** Null until everything that a check needs is prepared. */
  private Checks checks;

  Watch(
      Parts parts,
      Outputs outputs,
      ReportRequests requests,
      ServiceOutputs services,
      Health health) {
    this.parts = parts;
    this.signals = parts.signals;
    this.outputs = outputs;
    this.requests = requests;
    this.services = services;
    this.health = health;
  }

  /** No error ends this thread: with a full heap, any line here can throw. */
  @Override
  public void run() {
    signals.wakeCaller();
    while (!signals.isStopped()) {
      try {
        watch();
      } catch (Throwable e) {
        survive(e);
      }
    }
    int tries = 1;
    while (!hasEnded() && tries < END_TRIES) {
      tries++;
    }
  }

  private void survive(Throwable failure) {
    try {
      fail(failure);
      LockSupport.parkNanos(this, RETRY_NANOS);
    } catch (Throwable again) {
      // No memory even for this: the next round begins at once.
      return;
    }
  }

  private void watch() {
    if (checks == null) {
      parts.libraries.readFile();
      awaitReason();
      prepare();
    }
    if (checks == null) {
      refuseUntilStopped();
    } else {
      checkUntilStopped();
    }
  }

  /** Closes what is open; false when an error has prevented it. */
  private boolean hasEnded() {
    try {
      outputs.close();
      Checks open = checks;
      // Once only, because what is closed may belong to somebody else the second time.
      checks = null;
      if (open != null) {
        open.close();
      }
      return true;
    } catch (Throwable e) {
      survive(e);
      return false;
    }
  }

  /** Waits until there is something to watch, or an output that shows it. */
  private void awaitReason() {
    long begin = parts.startNanos + (parts.late ? 0 : MAIN_NANOS);
    services.open();
    while (!signals.isStopped() && !signals.hasBegun() && requests.isEmpty()) {
      if (!isRead()) {
        LockSupport.park(this);
      } else if (begin - System.nanoTime() > 0) {
        LockSupport.parkNanos(this, begin - System.nanoTime());
      } else {
        return;
      }
      services.open();
    }
  }

  /** Whether an output must be there even if the application never uses a socket. */
  private boolean isRead() {
    Options options = parts.options;
    return options.http != null || options.otlp != null;
  }

  /** Leaves {@link #checks} null when the agent cannot begin. */
  private void prepare() {
    if (signals.isStopped()) {
      return;
    }
    try {
      checks = new Checks(parts, outputs, health);
    } catch (OutOfMemoryError e) {
      // The heap will have room again.
      outputs.close();
      throw e;
    } catch (Throwable e) {
      SocketHooks.connect(null);
      fail(e);
    }
  }

  /** Nothing is watched: each request for a report gets the reason as its answer. */
  private void refuseUntilStopped() {
    IllegalStateException why =
        new IllegalStateException("the agent could not begin; its log says why");
    while (!signals.isStopped()) {
      requests.take();
      requests.fail(why);
      LockSupport.parkNanos(this, RETRY_NANOS);
    }
  }

  private void checkUntilStopped() {
    long interval = TimeUnit.MILLISECONDS.toNanos(parts.options.intervalMillis);
    // An output that is there from the start needs something to show at once.
    long next = System.nanoTime() + (isRead() ? 0 : interval);
    long lastUrgent = System.nanoTime() - URGENT_NANOS;
    while (!signals.isStopped()) {
      try {
        services.open();
        parts.ring.wakeSoon(checks.settles());
        boolean uncertain = checks.drain();
        long now = System.nanoTime();
        Wanted wanted = requests.take();
        requests.confirmChecks();
        boolean urgent = now - lastUrgent >= URGENT_NANOS && checks.takeUrgent();
        boolean soon = signals.takeCheckSoon();
        boolean due = now - next >= 0;
        if (urgent) {
          lastUrgent = now;
        }
        if (due) {
          next = now + interval;
        }
        if (wanted == Wanted.REPORT || urgent || soon || due) {
          requests.answer(checks.make(wanted != Wanted.CHECKS || urgent));
        } else if (wanted == Wanted.PICTURE) {
          requests.answer(checks.picture(true));
        }
        // The ring wakes this thread before it is full, and so does a connect that found no port.
        long pause = next - System.nanoTime();
        if (parts.traces.listener() != null) {
          pause = Math.min(pause, SETTLE_NANOS);
        }
        if (uncertain) {
          // More closes will come: one by one they would wake this thread for each close.
          parts.ring.wakeSoon(false);
          pause = Math.min(pause, SETTLE_NANOS);
        }
        LockSupport.parkNanos(
            this, Math.max(1, checks.isUrgent() ? Math.min(pause, URGENT_NANOS) : pause));
      } catch (Throwable e) {
        fail(e);
        LockSupport.parkNanos(this, RETRY_NANOS);
      }
    }
  }

  private void fail(Throwable failure) {
    health.count();
    Throwable cause =
        failure instanceof ExceptionInInitializerError && failure.getCause() != null
            ? failure.getCause()
            : failure;
    try {
      health.log(cause);
      requests.fail(cause);
    } catch (Throwable again) {
      health.count();
    }
  }
}
