package io.firstfin.diagnose;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What one diagnosis has to say: cause, evidence, remedy, and what is not a remedy. */
public final class Finding {
  /** The subject of what no single destination or port stands out in. */
  public static final String PROCESS = "process";

  /** Stable id, as in the documentation: {@code close-per-request}. */
  public final String id;

  /** What text for people calls it: {@code time-wait}; the id unless a shorter word says it. */
  public final String topic;

  public final Severity severity;

  /** What it is about: a destination, a listening port, or {@link #PROCESS}. */
  public final String subject;

  /** What is seen, in one sentence with its numbers. */
  public final String summary;

  /** Further lines for people, in order, without indentation. */
  public final List<String> details;

  /** The cause, in one sentence. */
  public final String cause;

  /** Numbers behind the finding that can be checked with {@code ss}; values are numbers or text. */
  public final Map<String, Object> evidence;

  public final List<String> remedy;
  public final List<String> notRemedy;

  /** What {@link #summary} counts, {@code sockets in TIME_WAIT}; empty when it counts nothing. */
  public final String unit;

  /** How many of {@link #unit}; -1 when that is not known. */
  public final long count;

  /** Ids of weaker findings on the same subject that this one explains. */
  public final List<String> explains;

  /** Since when it stands, as looks before this one know; {@link FindingLife#UNKNOWN} by a rule. */
  public final FindingLife life;

  public Finding(
      String id,
      Severity severity,
      String subject,
      String summary,
      List<String> details,
      String cause,
      Map<String, Object> evidence,
      List<String> remedy,
      List<String> notRemedy) {
    this(id, id, severity, subject, summary, details, cause, evidence, remedy, notRemedy);
  }

  public Finding(
      String id,
      String topic,
      Severity severity,
      String subject,
      String summary,
      List<String> details,
      String cause,
      Map<String, Object> evidence,
      List<String> remedy,
      List<String> notRemedy) {
    this.id = id;
    this.topic = topic;
    this.severity = severity;
    this.subject = subject;
    this.summary = summary;
    this.details = Collections.unmodifiableList(details);
    this.cause = cause;
    this.evidence = Collections.unmodifiableMap(evidence);
    this.remedy = Collections.unmodifiableList(remedy);
    this.notRemedy = Collections.unmodifiableList(notRemedy);
    this.unit = "";
    this.count = -1;
    this.explains = Collections.emptyList();
    this.life = FindingLife.UNKNOWN;
  }

  private Finding(Finding other, long count, String unit, List<String> explains, FindingLife life) {
    this.id = other.id;
    this.topic = other.topic;
    this.severity = other.severity;
    this.subject = other.subject;
    this.summary = other.summary;
    this.details = other.details;
    this.cause = other.cause;
    this.evidence = other.evidence;
    this.remedy = other.remedy;
    this.notRemedy = other.notRemedy;
    this.count = count;
    this.unit = unit;
    this.explains = explains;
    this.life = life;
  }

  /** The same, whose summary counts so many of this. */
  public Finding counting(long number, String ofWhat) {
    return new Finding(this, number, ofWhat, explains, life);
  }

  /** The same, with the ids of those that it explains. */
  public Finding explaining(List<String> ids) {
    return new Finding(this, count, unit, Collections.unmodifiableList(ids), life);
  }

  /** The same, of which it is known since when it stands. */
  public Finding living(FindingLife known) {
    return new Finding(this, count, unit, explains, known);
  }
}
