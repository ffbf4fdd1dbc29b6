package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.Libraries;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Growth;
import io.firstfin.picture.IdleGroup;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Idle connections of one subject that show signs of a leak. */
public final class IdleLeak {
  /** A pool fills in less time; a leak grows on. */
  private static final double STEADY_SECONDS = 120;

  public final String subject;
  public final List<IdleGroup> groups;

  /** Connections that nobody uses, by the signs below. */
  public final int count;

  /** On these received data waits that nobody reads. */
  public final int unread;

  /** As {@link IdleGroup#passedOver}. */
  public final int passedOver;

  /** These were accepted, and their clients may have vanished. */
  public final int accepted;

  /** Time since data moved on the connection that is idle for longest, seconds. */
  public final double longestSeconds;

  private IdleLeak(String subject, List<IdleGroup> groups, Libraries libraries) {
    this.subject = subject;
    this.groups = groups;
    count = sum(groups, group -> leaked(group, libraries));
    unread = sum(groups, group -> group.unread);
    passedOver = sum(groups, group -> passedOver(group, libraries));
    accepted = sum(groups, IdleLeak::vanished);
    double longest = 0;
    for (IdleGroup group : groups) {
      longest = Math.max(longest, group.longestSeconds);
    }
    longestSeconds = longest;
  }

  /** Those that contribute substantially, when the JVM's sum reaches {@code warn.close-wait}. */
  public static List<IdleLeak> of(RuleInput input) {
    Map<String, List<IdleGroup>> bySubject = new LinkedHashMap<>();
    List<IdleGroup> all = new ArrayList<>();
    for (IdleGroup group : input.picture.idle.groups) {
      if (leaked(group, input.libraries) > 0) {
        all.add(group);
        bySubject.computeIfAbsent(subject(group), subject -> new ArrayList<>()).add(group);
      }
    }
    int sum = sum(all, group -> leaked(group, input.libraries));
    if (sum == 0 || sum < input.thresholds.closeWait) {
      return Collections.emptyList();
    }
    List<IdleLeak> found = new ArrayList<>();
    for (Map.Entry<String, List<IdleGroup>> entry : bySubject.entrySet()) {
      IdleLeak leak = new IdleLeak(entry.getKey(), entry.getValue(), input.libraries);
      if (Substantial.is(leak.count, sum, input.thresholds.closeWait)) {
        found.add(leak);
      }
    }
    if (found.isEmpty()) {
      found.add(new IdleLeak(Finding.PROCESS, all, input.libraries));
    }
    return found;
  }

  private static String subject(IdleGroup group) {
    return group.listeningPort > 0 ? "*:" + group.listeningPort : group.remote;
  }

  /** How many of a group nobody uses. */
  public static int leaked(IdleGroup group, Libraries libraries) {
    int passedOver = passedOver(group, libraries);
    return Math.max(Math.max(group.unread, 0), Math.max(passedOver, vanished(group)));
  }

  /**
   * A pool that fills itself in advance, on a thread of its own, opens its connections one after
   * the other, and some lie unused. Only growth without end distinguishes a leak from it.
   */
  private static int passedOver(IdleGroup group, Libraries libraries) {
    boolean fills =
        libraries.shows(group.frames, StackKind.POOL_OPENS)
            && !libraries.isOfApplication(group.frames);
    return group.role != Role.CLIENT || fills && !grows(group) ? 0 : Math.max(group.passedOver, 0);
  }

  private static int vanished(IdleGroup group) {
    return group.role == Role.SERVER && grows(group) ? Math.max(group.idleTenMinutes, 0) : 0;
  }

  /** Whether all groups grow, after the time in which a pool would be full, and none has left. */
  public boolean grows() {
    return groups.stream().allMatch(IdleLeak::grows);
  }

  private static boolean grows(IdleGroup group) {
    Growth growth = group.growth;
    return growth.leftLately == 0
        && growth.secondsToPeak >= STEADY_SECONDS
        && growth.secondsSincePeak < STEADY_SECONDS;
  }

  private static int sum(List<IdleGroup> groups, ToIntFunction<IdleGroup> figure) {
    int sum = 0;
    for (IdleGroup group : groups) {
      sum = Saturated.sum(sum, Math.max(figure.applyAsInt(group), 0));
    }
    return sum;
  }

  /** The sum of a figure of the growth; -1 when one of them is not known. */
  public int sumOfGrowth(ToIntFunction<Growth> figure) {
    int sum = 0;
    for (IdleGroup group : groups) {
      int part = figure.applyAsInt(group.growth);
      sum = sum < 0 || part < 0 ? -1 : Saturated.sum(sum, part);
    }
    return sum;
  }
}
