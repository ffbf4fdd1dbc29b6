package io.firstfin.trace;

import io.firstfin.picture.SettledClose;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Labelled;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.List;

/** Which closes a listener wants, and how many a second. Immutable. */
public final class TraceFilter {
  public static final int DEFAULT_RATE = 300;
  private static final int MOST_RATE = 100_000;

  /** Separates the settings in {@link #text}. No shell and no frame has it. */
  private static final String SEPARATOR = "\n";

  /** Lines a second. */
  final int rate;

  private final List<String> settings;

  /** Null for any. */
  private final Initiator first;

  /** A host, or a host and port; empty for any. */
  private final String to;

  /** What the line begins with. */
  private final String line;

  private final boolean timeWaitOnly;

  private TraceFilter(List<String> settings) {
    Initiator wantedFirst = null;
    String wantedTo = "";
    String wantedLine = "";
    boolean wantsTimeWait = false;
    int wantedRate = DEFAULT_RATE;
    for (String setting : settings) {
      int equals = Math.max(setting.indexOf('='), 0);
      String value = setting.substring(Math.min(equals + 1, setting.length()));
      switch (setting.substring(0, equals)) {
        case "first":
          wantedFirst = first(value);
          break;
        case "to":
          wantedTo = notEmpty("to", "a host, or a host and port", value);
          break;
        case "line":
          wantedLine = notEmpty("line", "what a line begins with", value);
          break;
        case "state":
          wantsTimeWait = isTimeWait(value);
          break;
        case "rate":
          wantedRate = rate(value);
          break;
        default:
          throw new IllegalArgumentException(
              setting + " is not known; accepted are first, to, line, state and rate");
      }
    }
    this.settings = new ArrayList<String>(settings);
    first = wantedFirst;
    to = wantedTo;
    line = wantedLine;
    timeWaitOnly = wantsTimeWait;
    rate = wantedRate;
  }

  /**
   * A filter by settings such as {@code first=local}.
   *
   * @throws IllegalArgumentException when one is not accepted; the message says what is
   */
  public static TraceFilter of(List<String> settings) {
    return new TraceFilter(settings);
  }

  /** The filter that {@link #text} has returned. */
  static TraceFilter parse(String text) {
    List<String> settings = new ArrayList<String>();
    for (String setting : text.split(SEPARATOR)) {
      if (!setting.isEmpty()) {
        settings.add(setting);
      }
    }
    return new TraceFilter(settings);
  }

  /** The settings as one text, for the agent. */
  public String text() {
    return String.join(SEPARATOR, settings);
  }

  boolean matches(SettledClose close) {
    return (first == null || close.initiator == first)
        && (!timeWaitOnly || close.leavesTimeWait())
        && close.line.startsWith(line)
        && (to.isEmpty() || isTo(close));
  }

  private boolean isTo(SettledClose close) {
    return to.equals(close.host)
        || to.equals(close.remote())
        || !close.name.isEmpty()
            && (to.equalsIgnoreCase(close.name)
                || to.equalsIgnoreCase(close.name + ':' + close.remotePort));
  }

  private static Initiator first(String value) {
    Initiator initiator = Labelled.of(value, Initiator.values(), null);
    if (initiator == null) {
      throw refused("first", "local, remote, simultaneous or unknown", value);
    }
    return initiator;
  }

  private static boolean isTimeWait(String value) {
    if (!value.equals(TcpState.TIME_WAIT.label())) {
      throw refused("state", TcpState.TIME_WAIT.label(), value);
    }
    return true;
  }

  private static int rate(String value) {
    int number = value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
    if (number < 1 || number > MOST_RATE) {
      throw refused("rate", "1 to " + MOST_RATE + " lines a second", value);
    }
    return number;
  }

  private static String notEmpty(String key, String accepted, String value) {
    if (value.isEmpty()) {
      throw refused(key, accepted, "an empty text");
    }
    return value;
  }

  private static IllegalArgumentException refused(String key, String accepted, String value) {
    return new IllegalArgumentException(key + " takes " + accepted + ", not " + value);
  }
}
