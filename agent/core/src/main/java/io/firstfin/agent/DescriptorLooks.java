package io.firstfin.agent;

import io.firstfin.correlate.Correlator;
import io.firstfin.kernel.DescriptorStates;
import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.Sockstat;

/**
 * Looks at the sockets that have a descriptor and no connection, which are in no table of the
 * kernel's: those that a census leaves over, and without a census when the cheap counts leave room
 * for a warning.
 */
final class DescriptorLooks {
  /** Two looks this far apart tell a leak from a socket that is just being made. */
  private static final long PAUSE_NANOS = 60_000_000_000L;

  /** The sockets that the cheap counts cannot rule out may all be of other processes. */
  private static final long LONG_PAUSE_NANOS = 5 * PAUSE_NANOS;

  private final Correlator correlator;
  private final Sockstat sockstat;
  private final int warn;
  private DescriptorStates states;
  private long next = System.nanoTime();

  /**
   * @param sockstat read anew before each look without a census
   * @param warn sockets at which a warning is due
   */
  DescriptorLooks(Correlator correlator, Sockstat sockstat, int warn) {
    this.correlator = correlator;
    this.sockstat = sockstat;
    this.warn = warn;
  }

  /** Asks what the census, which has just ended, did not see. */
  void afterCensus() {
    try {
      if (opened()) {
        correlator.lookAtOtherDescriptors(states);
      }
    } catch (KernelException e) {
      correlator.forgetDescriptors();
    }
  }

  /** Asks all descriptors, seldom and only when there is reason. */
  void withoutCensus(long nanoTime) {
    if (sockstat.mostUnconnected() < warn) {
      correlator.forgetDescriptors();
      return;
    }
    if (nanoTime - next < 0) {
      return;
    }
    try {
      if (opened()) {
        correlator.lookAtDescriptors(OwnDescriptors.read(), states);
      }
    } catch (KernelException e) {
      // A census says that the descriptors cannot be read; this look is only one more.
      correlator.forgetDescriptors();
    }
    next =
        System.nanoTime()
            + (correlator.unconnected() * 2L >= warn ? PAUSE_NANOS : LONG_PAUSE_NANOS);
  }

  private boolean opened() throws KernelException {
    if (states == null && Libc.isLoaded()) {
      states = new DescriptorStates();
    }
    return states != null;
  }

  void close() {
    if (states != null) {
      states.close();
    }
  }
}
