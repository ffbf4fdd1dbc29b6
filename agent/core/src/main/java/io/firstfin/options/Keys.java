package io.firstfin.options;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table of all options. What a row says is parsed, checked and shown by {@code --help}. */
public final class Keys {
  static final String PROPERTY_PREFIX = "firstfin.";
  static final String ENVIRONMENT_PREFIX = "FIRSTFIN_";

  private static final List<Key<?>> TABLE = new ArrayList<Key<?>>();

  private static final int SECOND = 1_000;
  private static final int MINUTE = 60 * SECOND;
  private static final int HOUR = 60 * MINUTE;

  static final Key<Long> INTERVAL =
      key(
          "interval",
          "10s",
          ValueTypes.duration(500, 10 * MINUTE),
          "how often the kernel is asked");
  static final Key<Integer> WARN_TIME_WAIT =
      key(
          "warn.time-wait",
          "5000",
          ValueTypes.integer(1, 100_000_000),
          "sockets in TIME_WAIT that this JVM made, at which a warning is due");
  static final Key<Integer> WARN_CLOSE_WAIT =
      key(
          "warn.close-wait",
          "100",
          ValueTypes.integer(1, 100_000_000),
          "sockets of this JVM that nobody closes for more than a minute (CLOSE_WAIT, half-closed, or"
              + " without a connection), at which a warning is due");
  static final Key<Double> WARN_PORTS =
      key(
          "warn.ports",
          "70%",
          ValueTypes.percent(1, 100),
          "share of ephemeral ports taken towards one destination, at which a warning is due");
  static final Key<Long> WARN_REPEAT =
      key(
          "warn.repeat",
          "5m",
          ValueTypes.duration(SECOND, 24 * HOUR),
          "at most one log entry per finding in this time");
  static final Key<Integer> STACK_DEPTH =
      key(
          "stack.depth",
          "8",
          ValueTypes.integer(1, 64),
          "frames kept per call site, after those of the JDK and FirstFIN");
  static final Key<Double> STACK_BUDGET =
      key(
          "stack.budget",
          "1%",
          ValueTypes.percentOrAll(0.1, 100),
          "share of one core that reading stacks may take; below it every close is traced, above it a"
              + " random share, and the report says so; all traces every close and every opening");
  static final Key<List<String>> APP_PACKAGES =
      key(
          "app.packages",
          "",
          ValueTypes.packages(),
          "package prefixes that are the application's own, to name its line first");
  static final Key<String> LOG =
      key("log", "stderr", ValueTypes.logDestination(), "where warnings go");
  static final Key<HostAndPort> HTTP =
      key(
          "http",
          "off",
          ValueTypes.addressOrOff(),
          "address of the page and /metrics; host is 127.0.0.1 unless given");
  static final Key<URI> OTLP =
      key("otlp", "off", ValueTypes.urlOrOff(), "URL of an OTLP/HTTP metrics receiver");
  static final Key<Boolean> REGISTRY =
      key(
          "registry",
          "auto",
          ValueTypes.wordOrOff("auto"),
          "auto binds to the application's own Micrometer registry when there is one");
  static final Key<Integer> TOP =
      key(
          "top",
          "20",
          ValueTypes.integer(1, 1_000),
          "how many destinations and call sites are listed one by one in meters and reports");
  static final Key<KernelReader> KERNEL =
      key("kernel", "auto", ValueTypes.oneOf(KernelReader.class), "how the kernel is asked");
  static final Key<Boolean> JFR = key("jfr", "on", ValueTypes.wordOrOff("on"), "JFR events");
  static final Key<String> LIBRARIES =
      key(
          "libraries",
          "",
          ValueTypes.file(),
          "a file with more libraries: their packages, what their frames mean, their remedies");
  static final Key<String> REPORT_AT_EXIT =
      key(
          "report.at-exit",
          "off",
          ValueTypes.fileOrOff(),
          "a file for the last report (JSON) when the JVM ends");
  static final Key<String> CONFIG =
      key("config", "", ValueTypes.file(), "a properties file with further options");

  private Keys() {}

  /** All options, in the order of the documentation. */
  public static List<Key<?>> all() {
    return Collections.unmodifiableList(TABLE);
  }

  static Key<?> named(String name) {
    for (Key<?> key : TABLE) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    return null;
  }

  private static <T> Key<T> key(
      String name, String defaultText, ValueType<T> type, String meaning) {
    Key<T> key = new Key<T>(name, defaultText, type, meaning);
    TABLE.add(key);
    return key;
  }
}
