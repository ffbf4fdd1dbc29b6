package io.firstfin.vocabulary;

import java.util.Locale;

/** Which side ended the connection first (RFC 9293, section 3.6: the active closer). */
public enum Initiator implements Labelled {
  /** This JVM sent the first FIN or RST. */
  LOCAL,
  /** The peer did. */
  REMOTE,
  /** Both FINs crossed on the wire (state CLOSING). */
  SIMULTANEOUS,
  /** Neither end, as the kernel's time-out ended it; or the kernel could not be asked in time. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Lower case, as in reports and meters. */
  @Override
  public String label() {
    return label;
  }
}
