package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.FindingId;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * One rule: what it is about, as data, and a pure function from a picture to findings. It holds no
 * state; any thread may ask it. A value that the picture does not know (-1, NaN, no entry) never
 * makes a rule claim anything.
 */
public abstract class Rule {
  /** Names its findings, and its page of the documentation ({@link FindingId#page}). */
  public final FindingId id;

  /** Of its findings, unless one says otherwise. */
  public final Severity severity;

  public final RuleGroup group;

  protected Rule(FindingId id, Severity severity, RuleGroup group) {
    this.id = id;
    this.severity = severity;
    this.group = group;
  }

  /**
   * The weaker rules: where this one has a finding on the same subject, theirs are listed under it
   * and say nothing themselves, because this one says what they say and why.
   */
  public List<FindingId> explains() {
    return Collections.emptyList();
  }

  /**
   * Whether the picture says all that this rule reads, so that no finding means that there is none:
   * a finding ends only then. Most rules read the kernel's tables.
   */
  public boolean decides(Picture picture) {
    return picture.timeWait.thisJvm >= 0;
  }

  /** Hands over a finding for each subject that this rule has something to say about. */
  public abstract void diagnose(RuleInput input, Consumer<Finding> found);

  /** The beginning of a finding of this rule on a subject. */
  public final FindingBuilder finding(String subject) {
    return new FindingBuilder(id.label(), severity, subject);
  }
}
