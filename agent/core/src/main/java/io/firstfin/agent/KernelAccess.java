package io.firstfin.agent;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.kernel.SockDiagReader;
import io.firstfin.kernel.SocketLookup;
import io.firstfin.kernel.SocketQuestions;
import io.firstfin.kernel.SocketTableReader;
import io.firstfin.kernel.SocketTableReaders;
import io.firstfin.log.AgentLog;
import io.firstfin.options.KernelReader;
import io.firstfin.record.Recorder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the agent asks the kernel: the C library's calls through JNA, and a reader of the socket
 * tables.
 */
final class KernelAccess {
  private final AgentLog log;
  private final Map<String, String> capabilities = new TreeMap<String, String>();
  private SocketTableReader reader;
  private SocketLookup lookup;

  private KernelAccess(AgentLog log) {
    this.log = log;
  }

  /** Loads JNA and opens the reader that {@code option} asks for; logs once what fails. */
  static KernelAccess open(KernelReader option, Recorder recorder, AgentLog log, Jna jna) {
    KernelAccess access = new KernelAccess(log);
    access.loadLibc(recorder, jna);
    try {
      access.openReader(option);
    } catch (RuntimeException | Error e) {
      access.close();
      throw e;
    }
    return access;
  }

  /** Null when the tables need not be read, or cannot be. */
  SocketTableReader reader() {
    return reader;
  }

  /** Null when the kernel need not be asked for single sockets, or cannot be. */
  SocketLookup lookup() {
    return lookup;
  }

  /** What works and what does not. This is the object itself, not a copy. */
  Map<String, String> capabilities() {
    return capabilities;
  }

  /**
   * Something does not work at present. This is logged once.
   *
   * @param consequence what follows from it, for the log only
   */
  void isMissing(String capability, String reason, String consequence) {
    capabilities.put(capability, reason);
    log.warnOnce(capability, reason + consequence);
  }

  /** What may have been missing works. What never was is not named. */
  void works(String capability) {
    capabilities.replace(capability, "on");
  }

  /** Finds out again which questions about sockets the kernel answers; this takes microseconds. */
  void askQuestions() {
    if (Libc.isLoaded()) {
      try {
        findRefused();
      } catch (KernelException e) {
        // There is no memory for the questions: what was known before stays.
        return;
      }
    }
  }

  private void loadLibc(Recorder recorder, Jna jna) {
    try {
      jna.load();
      recorder.useLibc();
      capabilities.put("jna", "on");
      capabilities.put("cookies", "on");
      findRefused();
    } catch (Exception | LinkageError e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      capabilities.put("jna", reason);
      capabilities.put("cookies", "off: sockets are found by their address pair");
      if (isEnding()) {
        // Files of the agent vanish while the JVM ends: nobody needs a log line about that.
        return;
      }
      log.warnOnce("jna", reason + "; going on with the JDK's own calls and procfs");
    }
  }

  private void findRefused() throws KernelException {
    Map<String, String> refused = SocketQuestions.refused();
    if (refused == null) {
      return;
    }
    for (String question : SocketQuestions.ALL) {
      works(question);
    }
    if (!refused.isEmpty()) {
      capabilities.putAll(refused);
      log.warnOnce(
          "refused",
          "the kernel refuses what the agent asks about sockets ("
              + String.join("; ", refused.values())
              + "), as a seccomp filter or a sandbox does: which side closed first is unknown where it is"
              + " needed");
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
      if (reader instanceof SockDiagReader) {
        lookup = new SocketLookup();
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

  void close() {
    if (reader != null) {
      reader.close();
    }
    if (lookup != null) {
      lookup.close();
    }
  }
}
