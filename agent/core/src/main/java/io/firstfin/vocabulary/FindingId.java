package io.firstfin.vocabulary;

import java.util.Locale;

/** All findings, with the names that they have in reports, meters and documentation. */
public enum FindingId implements Labelled {
  PORT_EXHAUSTION,
  LOCAL_BIND_EXHAUSTION,
  TIME_WAIT_TABLE_FULL,
  STALE_REUSE,
  SERVER_IDLE_RACE,
  SILENT_MIDDLEBOX,
  CONNECT_TIMEOUTS,
  ACCEPT_QUEUE_OVERFLOW,
  DESCRIPTOR_EXHAUSTION,
  CLOSE_WAIT_LEAK,
  CLOSE_WAIT_POOLED,
  SERVER_STUCK,
  OPEN_LEAK,
  NEVER_CONNECTED_LEAK,
  FIN_WAIT_2_PILE,
  CLIENT_PER_CALL,
  POOL_CHURN,
  REQUEST_CAP,
  CLOSE_PER_REQUEST,
  SERVER_CLOSES_EACH,
  TIME_WAIT_SERVER_SIDE,
  ABORTIVE_CLOSE,
  IDLE_CLOSE,
  PROBE,
  NOT_THIS_JVM;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in reports, such as {@code close-per-request}. */
  @Override
  public String label() {
    return label;
  }

  /** The file of its documentation, in {@code docs/findings/}. */
  public String page() {
    return label + ".md";
  }

  /** The finding with this label; null when there is none. */
  public static FindingId of(String label) {
    return Labelled.of(label, values(), null);
  }
}
