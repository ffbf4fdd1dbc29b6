package io.firstfin.agent;

import io.firstfin.correlate.CensusJoin;
import io.firstfin.correlate.Correlator;
import io.firstfin.correlate.KernelCheck;
import io.firstfin.kernel.DescriptorUse;
import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Netstat;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.PortSettings;
import io.firstfin.kernel.SocketTableReader;
import io.firstfin.kernel.Sockstat;
import io.firstfin.log.AgentLog;
import io.firstfin.vocabulary.TcpCounter;
import java.util.Map;

/**
 * Asks the kernel: for the quick count at each check, and for its socket tables when there is a
 * reason. Used by the agent's thread.
 */
final class Census {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /**
   * How old the settings may be where only the quick count is compared with them. They are a dozen
   * files, which would be most of what a service at rest pays.
   */
  private static final long QUICK_COUNT_NANOS = 10 * MINUTE_NANOS;

  /** The rule that warns of it begins at this share of the limit. */
  private static final double SHORT_OF_DESCRIPTORS = 0.8;

  /** A listener and what waits in the smallest accept queue that a server would use. */
  private static final int SMALLEST_ACCEPT_QUEUE = 3;

  private final KernelAccess kernel;
  private final SocketTableReader reader;
  private final Correlator correlator;
  private final AgentLog log;
  private final DescriptorChecks descriptorChecks;
  private final Sockstat sockstat = new Sockstat();
  private final Netstat netstat = new Netstat();
  private boolean ownersKnown = true;
  private long portsRead;
  private long nextExpiry = System.nanoTime();
  private PortSettings ports;
  private int descriptorLimit = -1;

  /** Descriptors in use when they were last counted. */
  private int descriptorsTaken = -1;

  private long listenOverflows = -1;

  /** {@code warnCloseWait} is the value of the option {@code warn.close-wait}. */
  Census(KernelAccess kernel, Correlator correlator, AgentLog log, int warnCloseWait) {
    this.kernel = kernel;
    this.reader = kernel.reader();
    this.correlator = correlator;
    this.log = log;
    descriptorChecks = new DescriptorChecks(correlator, sockstat, warnCloseWait);
  }

  /** What works and what does not. */
  Map<String, String> capabilities() {
    return kernel.capabilities();
  }

  /**
   * Whether a census is worth its cost, because the quick count cannot rule out that half of a
   * threshold is reached.
   */
  boolean isDue(int warnTimeWait, int warnCloseWait, double warnPorts, long ownOpen) {
    if (reader == null) {
      return false;
    }
    sockstat.read();
    int timeWait = sockstat.timeWait();
    int inUse = sockstat.inUse();
    if (timeWait < 0 || inUse < 0) {
      kernel.isMissing(
          "sockstat",
          "/proc/self/net/sockstat cannot be read",
          ": each check reads the socket tables instead");
      return true;
    }
    kernel.works("sockstat");
    PortSettings settings = ports(QUICK_COUNT_NANOS);
    descriptorsTaken = DescriptorUse.taken();
    int portsMax = settings.low < 0 ? 0 : settings.high - settings.low + 1;
    return timeWait * 2L >= warnTimeWait
        || settings.maxTimeWaitBuckets >= 0 && timeWait >= 0.9 * settings.maxTimeWaitBuckets
        || Math.min(ownOpen, inUse) >= warnCloseWait
        || timeWait + inUse >= warnPorts * portsMax / 2
        || areDescriptorsShort()
        || overflows(ownOpen > inUse ? inUse : inUse - ownOpen);
  }

  private boolean areDescriptorsShort() {
    return descriptorLimit > 0 && descriptorsTaken >= SHORT_OF_DESCRIPTORS * descriptorLimit;
  }

  /**
   * Whether connections were dropped since the last check because an accept queue was full.
   *
   * @param others sockets that this JVM has not opened: listeners and the connections that wait to
   *     be accepted are among them
   */
  private boolean overflows(long others) {
    if (others < SMALLEST_ACCEPT_QUEUE) {
      return false;
    }
    long before = listenOverflows;
    Long now = netstat.read().get(TcpCounter.LISTEN_OVERFLOWS);
    listenOverflows = now == null ? -1 : now;
    return before >= 0 && listenOverflows > before;
  }

  /**
   * Asks the kernel, and ends the correlator's check with the answer.
   *
   * @param tables true: reads the whole tables; false: only the quick count
   */
  KernelCheck take(boolean tables) {
    KernelCheck check = reader == null ? off() : tables ? tables() : quickCount();
    if (tables) {
      kernel.askQuestions();
    }
    correlator.endCheck(check);
    String lookup = correlator.lookupFailure();
    if (lookup == null) {
      kernel.works("kernel.lookup");
    } else {
      kernel.isMissing(
          "kernel.lookup",
          lookup,
          "; when both ends close at once, the state before that decides the verdict");
    }
    String failure = correlator.listenersFailure();
    if (failure != null) {
      notWhole(failure);
    }
    return check;
  }

  private KernelCheck off() {
    long start = System.nanoTime();
    expire(start);
    descriptorsTaken = DescriptorUse.taken();
    return check("off", ports(MINUTE_NANOS), start).build();
  }

  private KernelCheck quickCount() {
    long start = System.nanoTime();
    expire(start);
    // isDue has just read the quick count, so it is not read again.
    descriptorChecks.withoutCensus(start);
    return check("sockstat", ports(QUICK_COUNT_NANOS), start)
        .quickTimeWait(sockstat.timeWait())
        .build();
  }

  private KernelCheck.Builder check(String source, PortSettings settings, long start) {
    return KernelCheck.builder(source, millisSince(start))
        .ports(settings)
        .descriptors(descriptorsTaken, descriptorLimit);
  }

  private KernelCheck tables() {
    long start = System.nanoTime();
    PortSettings settings = ports(MINUTE_NANOS);
    descriptorsTaken = DescriptorUse.taken();
    OwnDescriptors own = descriptors();
    try {
      CensusJoin join = correlator.beginCensus(own, settings.low, settings.high);
      reader.read(SocketTableReader.ALL_STATES, join);
      correlator.endCensus(join);
      kernel.works("kernel." + reader.source());
      descriptorChecks.afterCensus(join);
      return check(reader.source(), settings, start)
          .census(join)
          .counters(netstat.readAll())
          .build();
    } catch (RuntimeException | Error e) {
      correlator.abandonCensus();
      throw e;
    } catch (KernelException e) {
      correlator.abandonCensus();
      notWhole(e.getMessage());
      sockstat.read();
      return check(reader.source(), settings, start).quickTimeWait(sockstat.timeWait()).build();
    }
  }

  private void notWhole(String reason) {
    String text = "the kernel's tables could not be read whole: " + reason;
    kernel.isMissing("kernel." + reader.source(), text, "");
  }

  private void expire(long nanoTime) {
    if (nanoTime - nextExpiry >= 0) {
      nextExpiry = nanoTime + MINUTE_NANOS;
      correlator.expire();
    }
  }

  void close() {
    descriptorChecks.close();
    sockstat.close();
    kernel.close();
  }

  private OwnDescriptors descriptors() {
    try {
      OwnDescriptors own = OwnDescriptors.read();
      if (!ownersKnown) {
        ownersKnown = true;
        kernel.capabilities().put("descriptors", "on");
      }
      return own;
    } catch (KernelException e) {
      ownersKnown = false;
      kernel.capabilities().put("descriptors", e.getMessage());
      log.warnOnce("descriptors", e.getMessage() + "; CLOSE_WAIT of this JVM is unknown");
      return null;
    }
  }

  /** Reads also other settings that an administrator changes now and then, unless they are new. */
  private PortSettings ports(long oldestNanos) {
    long now = System.nanoTime();
    if (ports == null || now - portsRead >= oldestNanos) {
      ports = PortSettings.read();
      descriptorLimit = DescriptorUse.limit();
      portsRead = now;
    }
    return ports;
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
