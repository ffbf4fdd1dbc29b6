package io.firstfin.agent;

import io.firstfin.correlate.CensusJoin;
import io.firstfin.correlate.Correlator;
import io.firstfin.kernel.DescriptorStates;
import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.Sockstat;

/**
 * Asks the descriptors for what none of the kernel's tables shows: which sockets have no
 * connection, and when data last moved on those that have one. After a census it asks for both;
 * without a census only for sockets without a connection, when the quick count leaves room for a
 * warning.
 */
final class DescriptorChecks {
  /**
   * Two answers that are this far apart distinguish a leak from a socket that is just being made.
   */
  private static final long PAUSE_NANOS = 60_000_000_000L;

  /** All the sockets that the quick count cannot rule out may belong to other processes. */
  private static final long LONG_PAUSE_NANOS = 5 * PAUSE_NANOS;

  private final Correlator correlator;
  private final Sockstat sockstat;
  private final int warn;
  private DescriptorStates states;
  private long next = System.nanoTime();

  /**
   * @param sockstat read anew before each check without a census
   * @param warn number of sockets at which a warning is due
   */
  DescriptorChecks(Correlator correlator, Sockstat sockstat, int warn) {
    this.correlator = correlator;
    this.sockstat = sockstat;
    this.warn = warn;
  }

  /** Asks the descriptors after a census, which has just ended. */
  void afterCensus(CensusJoin census) {
    try {
      if (opened()) {
        correlator.askDescriptors(census, states);
      }
    } catch (KernelException e) {
      correlator.forgetDescriptors();
    }
  }

  /** Asks for the sockets of all descriptors, seldom and only when there is a reason. */
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
        correlator.askDescriptors(OwnDescriptors.read(), states);
      }
    } catch (KernelException e) {
      // A census reports that the descriptors cannot be read; here this is only one more question.
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
