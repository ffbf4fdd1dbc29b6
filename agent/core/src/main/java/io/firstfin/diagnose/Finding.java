package io.firstfin.diagnose;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What one diagnosis has to say: cause, evidence, remedy, and what is not a remedy. */
public final class Finding {
  /** Stable id, as in the documentation: {@code close-per-request}. */
  public final String id;

  /** What text for people calls it: {@code time-wait}; the id unless a shorter word says it. */
  public final String topic;

  public final Severity severity;

  /** What it is about: a destination, a listening port, or {@code process}. */
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
  }
}
