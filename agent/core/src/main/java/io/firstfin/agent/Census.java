package io.firstfin.agent;

import io.firstfin.correlate.CensusFacts;
import io.firstfin.correlate.Correlator;
import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.kernel.Netstat;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.PortSettings;
import io.firstfin.kernel.SocketTableReader;
import io.firstfin.kernel.SocketTableReaders;
import io.firstfin.kernel.Sockstat;
import io.firstfin.log.AgentLog;
import io.firstfin.options.KernelReader;
import io.firstfin.record.Recorder;
import io.firstfin.vocabulary.TcpState;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at the kernel: at the cheap counts each time, at the socket tables when there is reason.
 */
final class Census {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Correlator correlator;
  private final AgentLog log;
  private final Sockstat sockstat = new Sockstat();
  private final DescriptorLooks descriptorLooks;
  private final Map<String, String> capabilities = new TreeMap<String, String>();
  private final Netstat netstat = new Netstat();
  private SocketTableReader reader;
  private boolean ownersKnown = true;
  private long nextPorts;
  private long nextExpiry = System.nanoTime();
  private PortSettings ports;

  private Census(Correlator correlator, AgentLog log, int warnCloseWait) {
    this.correlator = correlator;
    this.log = log;
    descriptorLooks = new DescriptorLooks(correlator, sockstat, warnCloseWait);
  }

  /** Loads JNA and opens the reader that {@code option} asks for; what fails is said once. */
  static Census open(
      KernelReader option,
      int warnCloseWait,
      Recorder recorder,
      Correlator correlator,
      AgentLog log,
      Jna jna) {
    Census census = new Census(correlator, log, warnCloseWait);
    census.loadLibc(recorder, jna);
    census.openReader(option);
    if (census.reader != null) {
      correlator.useCookies(census.reader.source().equals("sock_diag"));
      correlator.listenersFrom(census::learnListeners);
    }
    return census;
  }

  private void learnListeners() {
    try {
      reader.read(TcpState.LISTEN.bit(), correlator::learnListener);
    } catch (KernelException e) {
      log.warnOnce("census", "the kernel's tables could not be read whole: " + e.getMessage());
    }
  }

  private void loadLibc(Recorder recorder, Jna jna) {
    try {
      jna.load();
      recorder.useLibc();
      capabilities.put("jna", "on");
      capabilities.put("cookies", "on");
    } catch (Exception | LinkageError e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      capabilities.put("jna", reason);
      capabilities.put("cookies", "off: sockets are found by their address pair");
      if (isEnding()) {
        // Files of the agent vanish while the JVM ends: there is nothing to tell.
        return;
      }
      log.warnOnce("jna", reason + "; going on with the JDK's own calls and procfs");
    }
  }

  private static boolean isEnding() {
    Thread never = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(never);
      Runtime.getRuntime().removeShutdownHook(never);
      return false;
    } catch (IllegalStateException e) {
      return true;
    } catch (SecurityException e) {
      return false;
    }
  }

  private void openReader(KernelReader option) {
    try {
      SocketTableReaders.Opened opened =
          SocketTableReaders.open(option.name().toLowerCase(Locale.ROOT));
      reader = opened.reader;
      if (reader != null) {
        capabilities.put("kernel." + reader.source(), "on");
      }
      if (opened.fallbackReason != null) {
        capabilities.put("kernel.sock_diag", opened.fallbackReason);
      }
      if (reader == null && option == KernelReader.OFF) {
        capabilities.put("kernel", "off");
      }
      if (opened.fallbackReason != null && Libc.isLoaded()) {
        log.warnOnce(
            "kernel",
            opened.fallbackReason
                + (reader == null
                    ? "; TIME_WAIT is unknown, closes are still recorded"
                    : "; reading " + reader.source() + " instead"));
      } else if (reader == null && option != KernelReader.OFF) {
        log.warnOnce(
            "kernel", opened.fallbackReason + "; TIME_WAIT is unknown, closes are still recorded");
      }
    } catch (KernelException e) {
      capabilities.put("kernel." + option.name().toLowerCase(Locale.ROOT), e.getMessage());
      log.warnOnce(
          "kernel",
          "kernel="
              + option.name().toLowerCase(Locale.ROOT)
              + " does not work here: "
              + e.getMessage()
              + "; TIME_WAIT is unknown, closes are still recorded");
    }
  }

  /** What works and what does not. */
  Map<String, String> capabilities() {
    return capabilities;
  }

  /**
   * Whether a look at the tables is worth its cost: the cheap counts cannot rule out that a
   * threshold is half reached.
   */
  boolean isDue(int warnTimeWait, int warnCloseWait, double warnPorts, long ownOpen) {
    if (reader == null) {
      return false;
    }
    sockstat.read();
    int timeWait = sockstat.timeWait();
    int inUse = sockstat.inUse();
    if (timeWait < 0 || inUse < 0) {
      return true;
    }
    PortSettings settings = ports();
    int portsMax = settings.low < 0 ? 0 : settings.high - settings.low + 1;
    return timeWait * 2L >= warnTimeWait
        || settings.maxTimeWaitBuckets >= 0 && timeWait >= 0.9 * settings.maxTimeWaitBuckets
        || Math.min(ownOpen, inUse) >= warnCloseWait
        || timeWait + inUse >= warnPorts * portsMax / 2;
  }

  /** Takes a look: the whole tables when {@code whole}, else the cheap counts only. */
  CensusFacts take(boolean whole) {
    long start = System.nanoTime();
    if (reader == null) {
      expire(start);
      return new CensusFacts("off", 0, false, false, -1, ports(), null);
    }
    if (!whole) {
      expire(start);
      // isDue has just read the cheap counts.
      descriptorLooks.withoutCensus(start);
      return new CensusFacts(
          "gate", millisSince(start), false, false, sockstat.timeWait(), ports(), null);
    }
    PortSettings settings = ports();
    OwnDescriptors own = descriptors();
    try {
      correlator.beginCensus(own, settings.low, settings.high);
      reader.read(SocketTableReader.ALL_STATES, correlator);
      correlator.endCensus();
      descriptorLooks.afterCensus();
      return new CensusFacts(
          reader.source(), millisSince(start), true, own != null, -1, settings, netstat.read());
    } catch (KernelException e) {
      correlator.abandonCensus();
      log.warnOnce("census", "the kernel's tables could not be read whole: " + e.getMessage());
      return new CensusFacts(
          reader.source(), millisSince(start), false, false, timeWait(), settings, null);
    }
  }

  private void expire(long nanoTime) {
    if (nanoTime - nextExpiry >= 0) {
      nextExpiry = nanoTime + MINUTE_NANOS;
      correlator.expire();
    }
  }

  void close() {
    descriptorLooks.close();
    if (reader != null) {
      reader.close();
    }
  }

  private OwnDescriptors descriptors() {
    try {
      OwnDescriptors own = OwnDescriptors.read();
      if (!ownersKnown) {
        ownersKnown = true;
        capabilities.put("descriptors", "on");
      }
      return own;
    } catch (KernelException e) {
      ownersKnown = false;
      capabilities.put("descriptors", e.getMessage());
      log.warnOnce("descriptors", e.getMessage() + "; CLOSE_WAIT of this JVM is unknown");
      return null;
    }
  }

  private int timeWait() {
    sockstat.read();
    return sockstat.timeWait();
  }

  private PortSettings ports() {
    long now = System.nanoTime();
    if (ports == null || now - nextPorts >= 0) {
      ports = PortSettings.read();
      nextPorts = now + MINUTE_NANOS;
    }
    return ports;
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
