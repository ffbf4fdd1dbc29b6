package io.firstfin.vocabulary;

import java.util.Locale;

/** What ended the connection on the wire. */
public enum How implements Labelled {
  /** An orderly close; its first sender passes through TIME_WAIT. */
  FIN,
  /** A reset; no TIME_WAIT follows on the side that sent it. */
  RST,
  /** By the kernel's time-out; or the kernel could not be asked in time. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Lower case, as in reports and meters. */
  @Override
  public String label() {
    return label;
  }
}
