package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rule has to say: cause, evidence, remedy, and what is not a remedy. Made by {@link
 * FindingBuilder}. Immutable.
 */
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

  /** Since when it is active, as the checks before this one know; a rule does not know it. */
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

  /** The same, with the ids of those that it explains. */
  public Finding explaining(List<String> ids) {
    return new FindingBuilder(this).explains(ids).build();
  }

  /** The same, of which it is known since when it is active. */
  public Finding living(FindingLife known) {
    return new FindingBuilder(this).life(known).build();
  }
}
