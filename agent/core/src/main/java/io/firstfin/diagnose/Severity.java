package io.firstfin.diagnose;

import io.firstfin.vocabulary.Labelled;
import java.util.Locale;

/** What follows from a finding. */
public enum Severity implements Labelled {
  /** Harmless: shown in reports, never logged. */
  INFO,
  /** The service is or will be hurt: logged. */
  WARNING;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Lower case, as in reports and meters. */
  @Override
  public String label() {
    return label;
  }
}
