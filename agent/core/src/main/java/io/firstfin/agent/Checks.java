package io.firstfin.agent;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.correlate.Correlator;
import io.firstfin.correlate.Facts;
import io.firstfin.correlate.KernelCheck;
import io.firstfin.correlate.PictureMaker;
import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Diagnosed;
import io.firstfin.diagnose.Diagnoses;
import io.firstfin.diagnose.FindingLives;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.diagnose.rule.Rules;
import io.firstfin.kernel.Netstat;
import io.firstfin.log.FindingLog;
import io.firstfin.options.KernelReader;
import io.firstfin.options.Options;
import io.firstfin.output.Outputs;
import io.firstfin.picture.Picture;
import io.firstfin.record.Recorder;
import io.firstfin.record.Rehearsal;
import io.firstfin.report.Freshness;
import io.firstfin.report.Report;
import java.util.concurrent.TimeUnit;

/**
 * The checks of one life. Each asks the kernel, makes the picture, and has the findings logged and
 * shown. The object exists only once everything that a check needs is prepared. Used by the agent's
 * thread.
 */
final class Checks {
  /** After so many intervals without a check, and some time more, a report is stale. */
  private static final long MISSED = 3;

  private static final long GRACE_MILLIS = 10_000;

  /** A program that opens fewer connections does not gain what the rehearsal costs. */
  private static final long REHEARSED_AT = 16;

  /** Closes whose stacks are not read are rehearsed again after so many connections. */
  private static final long REHEARSED_EACH = 256;

  /** Until then the JVM has compiled what closes take, with both of its ways. */
  private static final long REHEARSED_UNTIL = 20_000;

  private final Parts parts;
  private final Outputs outputs;
  private final Health health;
  private final Facts facts;
  private final Correlator correlator;
  private final PictureMaker pictures;
  private final Thresholds thresholds;
  private final Diagnoses diagnoses = new Diagnoses(Rules.ALL);
  private final FindingLives lives = new FindingLives();
  private final FindingLog findingLog;
  private final Census census;
  private final long validNanos;
  private boolean warningEnding;

  /** The result of the last check's rules if no finding is active; else null. */
  private Diagnosed nothing;

  /** Descriptors in use at the last check. */
  private int descriptorsThen;

  /** The number of connections at which the next rehearsal is. */
  private long rehearsal = REHEARSED_AT;

  /** Prepares all that a check needs, and opens the outputs. What fails is thrown. */
  Checks(Parts parts, Outputs outputs, Health health) {
    this.parts = parts;
    this.outputs = outputs;
    this.health = health;
    Options options = parts.options;
    validNanos = TimeUnit.MILLISECONDS.toNanos(MISSED * options.intervalMillis + GRACE_MILLIS);
    // First, because a call site needs the libraries.
    parts.libraries.get();
    Recorder.prepare(parts.transformer.outcomes().keySet());
    facts = new Facts(parts.sites, parts.recorder.open(), options.top, parts.recorder::opened);
    pictures = new PictureMaker(facts, parts.pid, options.top, parts.startNanos);
    if (options.kernel != KernelReader.OFF) {
      // Before everything that takes time, because the first connections end meanwhile.
      facts.beginCounters(new Netstat().readAll());
    }
    parts.stacks.prepare();
    findingLog = new FindingLog(parts.log.sink(), options.warnRepeatMillis, options.intervalMillis);
    thresholds = new Thresholds(options.warnTimeWait, options.warnCloseWait, options.warnPorts);
    KernelAccess kernel = KernelAccess.open(options.kernel, parts.recorder, parts.log, parts.jna);
    try {
      correlator =
          new Correlator(
              parts.ring, parts.recorder.open(), kernel.reader(), kernel.lookup(), facts);
      census = new Census(kernel, correlator, parts.log, options.warnCloseWait);
      openOutputs();
    } catch (RuntimeException | Error e) {
      // Where memory was short this is tried again each second: each would leave a descriptor.
      kernel.close();
      throw e;
    }
  }

  private void openOutputs() {
    ChosenOutputs.open(outputs, parts.options, parts.pid, parts.log);
    if (parts.registries != null) {
      // Opened last, it closes first: the application has its registries back before the agent
      // waits for another output's receiver.
      outputs.open("registry", () -> parts.registries.open(parts.log));
    }
  }

  /**
   * Takes the records that the hooks have written; returns whether some came without a certain
   * verdict.
   */
  boolean drain() {
    facts.listen(parts.traces.listener());
    boolean uncertain = correlator.drain();
    parts.recorder.settlesLater(settles());
    if (rehearsal < REHEARSED_UNTIL) {
      rehearse(parts.recorder.opened());
    }
    return uncertain;
  }

  /** A failure costs nothing but time: each FIN leaves a little later until the JVM compiles. */
  private void rehearse(long opened) {
    if (opened < rehearsal) {
      return;
    }
    try {
      if (rehearsal == REHEARSED_AT) {
        // Before the JVM compiles the hooks, because the test is the agent's only use of them.
        health.testHooks();
        Rehearsal.run(parts.transformer.outcomes().keySet());
      }
      Rehearsal.spareStacks();
      correlator.rehearse();
    } catch (Throwable e) {
      SocketHooks.failed(e);
    } finally {
      rehearsal = opened + REHEARSED_EACH;
    }
  }

  /**
   * Whether look-ups settle what a close leaves open. Where the kernel cannot be asked for single
   * sockets, nobody gains if this thread comes soon.
   */
  boolean settles() {
    return correlator.settles();
  }

  /** Whether there is a reason for a check that cannot wait for the interval. */
  boolean isUrgent() {
    return correlator.isUrgent();
  }

  /** Like {@link #isUrgent}, and clears the reason: the check that follows takes care of it. */
  boolean takeUrgent() {
    return correlator.takeUrgent();
  }

  /**
   * Makes one check without findings: neither rules nor outputs see its picture.
   *
   * @param whole true: the kernel's tables are read in any case
   */
  Picture picture(boolean whole) {
    health.testHooks();
    health.logHookErrors();
    KernelCheck check = census.take(whole);
    return pictures.make(
        check,
        health.now(
            census.capabilities(),
            correlator.forgotten(),
            correlator.corrected(),
            correlator.hookTimes()));
  }

  /**
   * Makes one check.
   *
   * @param whole true: the kernel's tables are read in any case
   */
  Report make(boolean whole) {
    Picture picture = picture(whole || outputs.takeWanted() || isDue());
    Diagnosed diagnosed = diagnose(picture);
    for (String problem : diagnosed.problems) {
      parts.log.warnOnce(problem, problem);
    }
    long now = System.nanoTime();
    ActiveFindings active = lives.check(diagnosed, now);
    warningEnding = active.isWarningEnding();
    nothing = active.findings.isEmpty() && active.ending.isEmpty() ? diagnosed : null;
    descriptorsThen = picture.descriptors.taken;
    findingLog.log(active, now);
    Freshness freshness = Freshness.fromNow(validNanos);
    Report report = new Report(picture, active, thresholds, freshness);
    outputs.update(report);
    return report;
  }

  /**
   * Asks the rules. They are not asked where they would find nothing again: they have found nothing
   * in the last picture, nothing has happened since, and no more descriptors are taken.
   */
  private Diagnosed diagnose(Picture picture) {
    return nothing == null || correlator.isChanged() || picture.descriptors.taken > descriptorsThen
        ? diagnoses.run(picture, thresholds, parts.libraries.get())
        : nothing;
  }

  /**
   * Whether a census is due: the quick count leaves room for a warning, or a verdict waits for the
   * tables, or an active warning needs them to show that it has ended.
   */
  private boolean isDue() {
    Options options = parts.options;
    return warningEnding
        || correlator.isUnsettled()
        || census.isDue(
            options.warnTimeWait,
            options.warnCloseWait,
            options.warnPorts,
            parts.late ? Long.MAX_VALUE : parts.recorder.stillOpen());
  }

  void close() {
    census.close();
  }
}
