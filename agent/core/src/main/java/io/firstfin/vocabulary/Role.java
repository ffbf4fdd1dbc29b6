package io.firstfin.vocabulary;

import java.util.Locale;

/** Which end of the connection this JVM is. */
public enum Role implements Labelled {
  /** This JVM connected. */
  CLIENT,
  /** This JVM accepted. */
  SERVER,
  /** Opened before the agent watched, and no listening port tells. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Lower case, as in reports and meters. */
  @Override
  public String label() {
    return label;
  }
}
