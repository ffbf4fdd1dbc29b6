package io.firstfin.vocabulary;

import java.util.Locale;

/** Which end of the connection this JVM is. */
public enum Role implements Labelled {
  /** This JVM connected. */
  CLIENT,
  /** This JVM accepted. */
  SERVER,
  /** The connection was opened before the agent watched, and no listening port shows its role. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The word in reports and meters, in lower case. */
  @Override
  public String label() {
    return label;
  }
}
