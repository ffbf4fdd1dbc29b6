package io.firstfin.diagnose;

import java.util.Locale;

/** What follows from a finding. */
public enum Severity {
  /** Harmless: shown in reports, never logged. */
  INFO,
  /** The service is or will be hurt: logged. */
  WARNING;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Lower case, as in reports and meters. */
  public String label() {
    return label;
  }
}
