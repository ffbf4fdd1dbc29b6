package io.firstfin.vocabulary;

import java.util.Locale;

/** Which side ended the connection first (RFC 9293, section 3.6: the active closer). */
public enum Initiator implements Labelled {
  /** This JVM sent the first FIN or RST. */
  LOCAL,
  /** The peer sent the first FIN or RST. */
  REMOTE,
  /** Both FINs crossed on the wire (state CLOSING). */
  SIMULTANEOUS,
  /**
   * Neither end, because the kernel's time-out ended it; or the kernel could not be asked in time.
   */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Whether this JVM sent the first FIN or RST, or a FIN that crossed the peer's. */
  public boolean includesLocal() {
    return this == LOCAL || this == SIMULTANEOUS;
  }

  /** Whether a close of this kind leaves TIME_WAIT at this end. */
  public boolean leavesTimeWait(How how) {
    return how == How.FIN && includesLocal();
  }

  /** The word in reports and meters, in lower case. */
  @Override
  public String label() {
    return label;
  }
}
