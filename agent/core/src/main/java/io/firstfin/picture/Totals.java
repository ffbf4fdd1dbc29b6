package io.firstfin.picture;

import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Sums over the whole JVM: option {@code top} cuts nothing from them. */
public final class Totals {
  /** When nothing is known. */
  public static final Totals UNKNOWN =
      new Totals(
          Collections.<Role, Long>emptyMap(),
          Collections.<Lifetime>emptyList(),
          Collections.<Role, Integer>emptyMap(),
          -1,
          Collections.<LookTime>emptyList());

  /** Connections opened since the agent began to watch, as client and as server. */
  public final Map<Role, Long> opened;

  /** Lifetimes of the connections that ended, by role and initiator. */
  public final List<Lifetime> lifetimes;

  /** This JVM's sockets in TIME_WAIT by role; empty when unknown. */
  public final Map<Role, Integer> timeWait;

  /**
   * Ephemeral ports taken towards the destination that is nearest to exhaustion; 0 when this JVM
   * has none, -1 when unknown.
   */
  public final int portsUsed;

  /** What the looks at the kernel took, by where they looked. */
  public final List<LookTime> looks;

  public Totals(
      Map<Role, Long> opened,
      List<Lifetime> lifetimes,
      Map<Role, Integer> timeWait,
      int portsUsed,
      List<LookTime> looks) {
    this.opened = Collections.unmodifiableMap(opened);
    this.lifetimes = Collections.unmodifiableList(lifetimes);
    this.timeWait = Collections.unmodifiableMap(timeWait);
    this.portsUsed = portsUsed;
    this.looks = Collections.unmodifiableList(looks);
  }
}
