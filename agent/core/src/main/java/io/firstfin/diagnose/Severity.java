package io.firstfin.diagnose;

import io.firstfin.vocabulary.Labelled;
import java.util.Locale;

/** How serious a finding is. */
public enum Severity implements Labelled {
  /** Harmless: in reports, never logged. */
  INFO,
  /** The service is hurt or will be: logged. */
  WARNING;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Lower case, as in reports and meters. */
  @Override
  public String label() {
    return label;
  }
}
