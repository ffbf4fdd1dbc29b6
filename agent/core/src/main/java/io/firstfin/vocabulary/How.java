package io.firstfin.vocabulary;

import java.util.Locale;

/**
 * How the side that closed first ended the connection on the wire, and whether a reset followed.
 */
public enum How implements Labelled {
  /** An orderly close. The side that sent the first FIN passes through TIME_WAIT. */
  FIN,
  /** A reset. No TIME_WAIT follows on the side that sent it. */
  RST,
  /** The kernel's time-out ended it, or the kernel could not be asked in time. */
  UNKNOWN,
  /**
   * The peer's FIN, which this JVM answered with a reset, because SO_LINGER is 0 or data was
   * unread. The label is that of {@link #FIN}, because the peer closed in order.
   */
  FIN_THEN_OUR_RST;

  private final String label =
      name().equals("FIN_THEN_OUR_RST") ? "fin" : name().toLowerCase(Locale.ROOT);

  /** The word in reports and meters, in lower case. */
  @Override
  public String label() {
    return label;
  }

  /** Words for people. */
  public String text() {
    return this == FIN_THEN_OUR_RST ? "fin, then rst by this JVM" : label;
  }

  /** Whether the side that closed first did so by FIN. */
  public boolean isFin() {
    return this == FIN || this == FIN_THEN_OUR_RST;
  }

  /** Whose reset ended the connection that this side closed first; null when that is unknown. */
  public Reset reset(Initiator first) {
    if (this == FIN) {
      return Reset.NONE;
    }
    if (this == FIN_THEN_OUR_RST) {
      return Reset.LOCAL;
    }
    if (this == UNKNOWN || first == Initiator.UNKNOWN) {
      return null;
    }
    return first == Initiator.REMOTE ? Reset.REMOTE : Reset.LOCAL;
  }

  /** What has this label and this reset. */
  public static How of(String label, String reset) {
    How how = Labelled.of(label, values(), UNKNOWN);
    return how == FIN && Reset.LOCAL.label().equals(reset) ? FIN_THEN_OUR_RST : how;
  }
}
