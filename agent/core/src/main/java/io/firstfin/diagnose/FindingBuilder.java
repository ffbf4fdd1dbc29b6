package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the parts of one finding. A value that is not known is left out of the evidence. One
 * thread.
 */
public final class FindingBuilder {
  final String id;
  final String subject;
  Severity severity;
  String topic;
  String summary = "";
  String cause = "";
  long count = -1;
  String unit = "";
  final List<String> details = new ArrayList<>();
  final Map<String, Object> evidence = new LinkedHashMap<>();
  final Set<String> remedy = new LinkedHashSet<>();
  final List<String> notRemedy = new ArrayList<>();
  List<String> explains = new ArrayList<>();
  FindingLife life = FindingLife.UNKNOWN;

  /**
   * @param id a label of {@link io.firstfin.vocabulary.FindingId}; a saved report may have other
   *     ids
   */
  public FindingBuilder(String id, Severity severity, String subject) {
    this.id = id;
    this.topic = id;
    this.severity = severity;
    this.subject = subject;
  }

  /** Begins with all parts of another finding. */
  public FindingBuilder(Finding finding) {
    this(finding.id, finding.severity, finding.subject);
    topic = finding.topic;
    summary = finding.summary;
    cause = finding.cause;
    count = finding.count;
    unit = finding.unit;
    details.addAll(finding.details);
    evidence.putAll(finding.evidence);
    remedy.addAll(finding.remedy);
    notRemedy.addAll(finding.notRemedy);
    explains = finding.explains;
    life = finding.life;
  }

  public FindingBuilder severity(Severity other) {
    severity = other;
    return this;
  }

  /** Sets the name in text for people, where a shorter word is clearer. */
  public FindingBuilder topic(String word) {
    topic = word;
    return this;
  }

  public FindingBuilder summary(String sentence) {
    summary = sentence;
    return this;
  }

  /**
   * Sets the number that the summary counts and its unit, {@code sockets in TIME_WAIT}, from which
   * the peak is taken.
   */
  public FindingBuilder counting(long number, String ofWhat) {
    count = number;
    unit = ofWhat;
    return this;
  }

  public FindingBuilder detail(String line) {
    details.add(line);
    return this;
  }

  public FindingBuilder details(List<String> lines) {
    details.addAll(lines);
    return this;
  }

  public FindingBuilder cause(String sentence) {
    cause = sentence;
    return this;
  }

  /** Adds a count, unless it is negative, which means unknown. */
  public FindingBuilder evidence(String name, long count) {
    if (count >= 0) {
      evidence.put(name, count);
    }
    return this;
  }

  /** Adds a number, unless it is NaN or infinite, which means unknown. */
  public FindingBuilder evidence(String name, double number) {
    if (!Double.isNaN(number) && !Double.isInfinite(number)) {
      evidence.put(name, Math.round(number * 10) / 10.0);
    }
    return this;
  }

  public FindingBuilder evidence(String name, String text) {
    evidence.put(name, text);
    return this;
  }

  /** Adds the evidence of a saved report: values are numbers or text. */
  public FindingBuilder evidence(Map<String, Object> saved) {
    evidence.putAll(saved);
    return this;
  }

  /** Adds a sentence, unless the finding has it already. */
  public FindingBuilder remedy(String sentence) {
    remedy.add(sentence);
    return this;
  }

  public FindingBuilder remedies(Collection<String> sentences) {
    remedy.addAll(sentences);
    return this;
  }

  public FindingBuilder notRemedy(String sentence) {
    notRemedy.add(sentence);
    return this;
  }

  public FindingBuilder notRemedies(Collection<String> sentences) {
    notRemedy.addAll(sentences);
    return this;
  }

  /** Sets the ids of weaker findings on the same subject that this one explains. */
  public FindingBuilder explains(List<String> ids) {
    explains = ids;
    return this;
  }

  public FindingBuilder life(FindingLife known) {
    life = known;
    return this;
  }

  public Finding build() {
    return new Finding(this);
  }
}
