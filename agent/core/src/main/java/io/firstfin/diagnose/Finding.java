package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a rule: cause, evidence, remedy, and what is not a remedy. Made by {@link
 * FindingBuilder}. Immutable.
 */
public final class Finding {
  /** The subject of a finding that is about no single destination or port. */
  public static final String PROCESS = "process";

  /** Stable id, as in the documentation: {@code close-per-request}. */
  public final String id;

  /** Its name in text for people: {@code time-wait}; the id unless a shorter word is clearer. */
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

  /** The numbers of the finding that can be checked with {@code ss}; values are numbers or text. */
  public final Map<String, Object> evidence;

  public final List<String> remedy;
  public final List<String> notRemedy;

  /**
   * The unit of {@link #count}, {@code sockets in TIME_WAIT}; empty when the summary counts
   * nothing.
   */
  public final String unit;

  /** How many of {@link #unit} the summary counts; -1 when that is not known. */
  public final long count;

  /** Ids of weaker findings on the same subject that this one explains. */
  public final List<String> explains;

  /** Since when it is active, as the earlier checks have shown. A rule does not know it. */
  public final FindingLife life;

  Finding(FindingBuilder parts) {
    id = parts.id;
    topic = parts.topic;
    severity = parts.severity;
    subject = parts.subject;
    summary = parts.summary;
    details = Collections.unmodifiableList(new ArrayList<>(parts.details));
    cause = parts.cause;
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(parts.evidence));
    remedy = Collections.unmodifiableList(new ArrayList<>(parts.remedy));
    notRemedy = Collections.unmodifiableList(new ArrayList<>(parts.notRemedy));
    unit = parts.unit;
    count = parts.count;
    explains = Collections.unmodifiableList(new ArrayList<>(parts.explains));
    life = parts.life;
  }

  /** The same finding, with the ids of those that it explains. */
  public Finding explaining(List<String> ids) {
    return new FindingBuilder(this).explains(ids).build();
  }

  /** The same finding, with the time since when it is active. */
  public Finding living(FindingLife known) {
    return new FindingBuilder(this).life(known).build();
  }
}
