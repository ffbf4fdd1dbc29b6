package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.FindingId;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * One rule: what it is about, as data, and a pure function from a picture to findings. It has no
 * state, so that any thread may run it. A value that the picture does not know (-1, NaN, no entry)
 * is never a reason for a finding.
 */
public abstract class Rule {
  /** The id of its findings, and of its page of the documentation ({@link FindingId#page}). */
  public final FindingId id;

  /** The severity of its findings, unless a finding sets another one. */
  public final Severity severity;

  public final RuleGroup group;

  protected Rule(FindingId id, Severity severity, RuleGroup group) {
    this.id = id;
    this.severity = severity;
    this.group = group;
  }

  /**
   * The weaker rules. Where this rule has a finding on the same subject, the findings of the weaker
   * rules are only listed under it, because it includes them and their cause.
   */
  public List<FindingId> explains() {
    return Collections.emptyList();
  }

  /**
   * Whether the picture holds all that this rule reads, so that no finding means that there is
   * none. A finding ends only then. Most rules read the kernel's tables.
   */
  public boolean decides(Picture picture) {
    return picture.timeWait.thisJvm >= 0;
  }

  /** Passes on a finding for each subject on which this rule has one. */
  public abstract void diagnose(RuleInput input, Consumer<Finding> found);

  /** Begins a finding of this rule on a subject. */
  public final FindingBuilder finding(String subject) {
    return new FindingBuilder(id.label(), severity, subject);
  }
}
