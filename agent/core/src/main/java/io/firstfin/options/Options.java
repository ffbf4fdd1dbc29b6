package io.firstfin.options;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** What the user asked for, checked. Immutable. */
public final class Options {
  /** The time between two checks, milliseconds, 500 to 600,000. */
  public final long intervalMillis;

  /** Sockets of this JVM in TIME_WAIT at which a warning is due. */
  public final int warnTimeWait;

  /** Sockets of this JVM in CLOSE_WAIT for more than a minute at which a warning is due. */
  public final int warnCloseWait;

  /** Ports taken towards one destination at which a warning is due, a fraction in 0.01 to 1. */
  public final double warnPorts;

  /** Least time between two log entries for one finding, milliseconds. */
  public final long warnRepeatMillis;

  /** Frames kept per call site, 1 to 64. */
  public final int stackDepth;

  /** Share of one core that stack reads may take, a fraction; infinite when every stack is read. */
  public final double stackBudget;

  /** Package prefixes that are the application's own; empty when not given. */
  public final List<String> appPackages;

  /** {@code stderr}, {@code off} or a file's path. */
  public final String log;

  /** Where the page and /metrics are to listen, or null when off. */
  public final HostAndPort http;

  /** The OTLP/HTTP receiver, or null when off. */
  public final URI otlp;

  /** Whether the application's own Micrometer registries show the meters. */
  public final boolean registry;

  /** How many destinations and call sites are listed one by one, 1 to 1,000. */
  public final int top;

  public final KernelReader kernel;

  /** Whether JFR events are to be made. */
  public final boolean jfr;

  /** The file with more libraries that was named, or null. */
  public final String libraries;

  /** Where the last report is to be written when the JVM ends, or null when off. */
  public final String reportAtExit;

  Options(Map<Key<?>, Object> values) {
    intervalMillis = value(values, Keys.INTERVAL);
    warnTimeWait = value(values, Keys.WARN_TIME_WAIT);
    warnCloseWait = value(values, Keys.WARN_CLOSE_WAIT);
    warnPorts = value(values, Keys.WARN_PORTS);
    warnRepeatMillis = value(values, Keys.WARN_REPEAT);
    stackDepth = value(values, Keys.STACK_DEPTH);
    stackBudget = value(values, Keys.STACK_BUDGET);
    appPackages = value(values, Keys.APP_PACKAGES);
    log = value(values, Keys.LOG);
    http = value(values, Keys.HTTP);
    otlp = value(values, Keys.OTLP);
    registry = value(values, Keys.REGISTRY);
    top = value(values, Keys.TOP);
    kernel = value(values, Keys.KERNEL);
    jfr = value(values, Keys.JFR);
    libraries = value(values, Keys.LIBRARIES);
    reportAtExit = value(values, Keys.REPORT_AT_EXIT);
  }

  @SuppressWarnings("unchecked")
  private static <T> T value(Map<Key<?>, Object> values, Key<T> key) {
    // Key.parse has put every value under its key.
    return values.containsKey(key) ? (T) values.get(key) : key.defaultValue();
  }
}
