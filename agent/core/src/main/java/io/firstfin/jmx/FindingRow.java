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
}
