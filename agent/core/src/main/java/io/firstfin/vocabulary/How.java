package io.firstfin.vocabulary;

import java.util.Locale;

/** How the connection was ended on the wire. */
public enum How implements Labelled {
  /** An orderly close. The side that sent the first FIN passes through TIME_WAIT. */
  FIN,
  /** A reset. No TIME_WAIT follows on the side that sent it. */
  RST,
  /** The kernel's time-out ended it, or the kernel could not be asked in time. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The word in reports and meters, in lower case. */
  @Override
  public String label() {
    return label;
  }
}
