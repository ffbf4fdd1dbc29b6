package io.firstfin.vocabulary;

import java.util.Locale;

/** Which side sent the reset that ended a connection. */
public enum Reset implements Labelled {
  NONE,
  /** This JVM. */
  LOCAL,
  /** The peer. */
  REMOTE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The word in reports, in lower case. */
  @Override
  public String label() {
    return label;
  }
}
