package io.firstfin.jmx;

import io.firstfin.diagnose.Finding;
import java.util.List;

/** {@link Finding} for JMX. */
public final class FindingRow {
  private final Finding finding;

  FindingRow(Finding finding) {
    this.finding = finding;
  }

  public String getId() {
    return finding.id;
  }

  public String getSeverity() {
    return finding.severity.label();
  }

  public String getSubject() {
    return finding.subject;
  }

  public String getSummary() {
    return finding.summary;
  }

  public String getCause() {
    return finding.cause;
  }

  public List<String> getRemedy() {
    return finding.remedy;
  }

  public List<String> getNotRemedy() {
    return finding.notRemedy;
  }

  /** Ids of weaker findings on the same subject. */
  public List<String> getExplains() {
    return finding.explains;
  }

  /** From the first check that showed it to the last one. */
  public Double getSinceSeconds() {
    return Known.decimal(finding.life.sinceSeconds);
  }

  /** Since the last check that showed it: when this is above 0, the finding is about to end. */
  public Double getAwaySeconds() {
    return Known.decimal(finding.life.awaySeconds);
  }

  /** The highest number of what {@link #getSummary} counts. */
  public Long getPeak() {
    return finding.life.peak < 0 ? null : (Long) finding.life.peak;
  }

  /** How often it has begun. */
  public int getTimes() {
    return finding.life.times;
  }
}
