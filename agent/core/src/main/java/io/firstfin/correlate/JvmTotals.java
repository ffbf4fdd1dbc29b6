package io.firstfin.correlate;

import io.firstfin.picture.Picture;
import io.firstfin.picture.Totals;
import io.firstfin.vocabulary.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Collects the sums over the whole JVM. */
final class JvmTotals extends Collector {
  private final Remotes remotes;
  private final ToLongFunction<Role> opened;
  private final Lifetimes lifetimes = new Lifetimes();
  private final CheckTimes checkTimes = new CheckTimes();
  private Totals value = Totals.UNKNOWN;

  /** {@code opened} gives the number of connections opened since the watch began. */
  JvmTotals(Remotes remotes, ToLongFunction<Role> opened) {
    this.remotes = remotes;
    this.opened = opened;
  }

  @Override
  void closed(Close close) {
    lifetimes.add(close.role, close.initiator, close.ageNanos);
  }

  @Override
  void endCheck(KernelCheck check) {
    checkTimes.add(check);
    Map<Role, Long> openedByRole = new EnumMap<Role, Long>(Role.class);
    openedByRole.put(Role.CLIENT, opened.applyAsLong(Role.CLIENT));
    openedByRole.put(Role.SERVER, opened.applyAsLong(Role.SERVER));
    Map<Role, Integer> timeWait = new EnumMap<Role, Integer>(Role.class);
    if (check.isWhole()) {
      for (Role role : Role.values()) {
        timeWait.put(role, check.census.timeWaitByRole[role.ordinal()]);
      }
    }
    value =
        Totals.builder()
            .opened(openedByRole)
            .lifetimes(lifetimes.list())
            .timeWait(timeWait)
            .portsUsed(portsUsed(check))
            .checks(checkTimes.list())
            .build();
  }

  private int portsUsed(KernelCheck check) {
    if (!check.isWhole() || check.ports.max() <= 0) {
      return -1;
    }
    int most = 0;
    for (ConnectionTally remote : remotes.all()) {
      most = remote.role == Role.CLIENT ? Math.max(most, remote.sockets.portsUsed) : most;
    }
    return most;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.totals(value);
  }
}
