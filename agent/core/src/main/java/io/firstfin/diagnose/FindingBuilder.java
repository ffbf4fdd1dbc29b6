package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the parts of one finding; what is not known stays out of the evidence. One thread. */
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
   * @param id a label of {@link io.firstfin.vocabulary.FindingId}; a saved report may have others
   */
  public FindingBuilder(String id, Severity severity, String subject) {
    this.id = id;
    this.topic = id;
    this.severity = severity;
    this.subject = subject;
  }

  /** With all that another finding has. */
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

  /** What text for people calls it, where a shorter word says it. */
  public FindingBuilder topic(String word) {
    topic = word;
    return this;
  }

  public FindingBuilder summary(String sentence) {
    summary = sentence;
    return this;
  }

  /** What the summary counts, for the peak: {@code sockets in TIME_WAIT}. */
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

  /** A count, unless it is negative: unknown. */
  public FindingBuilder evidence(String name, long count) {
    if (count >= 0) {
      evidence.put(name, count);
    }
    return this;
  }

  /** A number, unless it is NaN or infinite: unknown. */
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

  /** As a saved report has it: values are numbers or text. */
  public FindingBuilder evidence(Map<String, Object> saved) {
    evidence.putAll(saved);
    return this;
  }

  /** A sentence that is there already is not said twice. */
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

  /** Ids of weaker findings on the same subject that this one explains. */
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
