package io.firstfin.correlate;

import io.firstfin.picture.Growth;
import io.firstfin.picture.IdleGroup;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The connections of one group of {@link IdleSockets} in one census. */
final class IdleSocketGroup {
  /** A pool takes a connection back a little after the last data of its use. */
  private static final long RETURN_NANOS = 20_000_000L;

  private final IdleSocket first;
  private final List<IdleSocket> idle = new ArrayList<IdleSocket>();
  private int established;

  IdleSocketGroup(IdleSocket first) {
    this.first = first;
  }

  String key() {
    return first.group;
  }

  void add(IdleSocket socket) {
    established++;
    if (socket.isIdle()) {
      idle.add(socket);
    }
  }

  int idle() {
    return idle.size();
  }

  /** The value; {@code history} may be null. */
  IdleGroup value(GroupHistory history, CallSites sites, long now) {
    CallSite site = sites.get(first.openedAt);
    int idleTenMinutes = 0;
    int unread = 0;
    long longest = 0;
    for (IdleSocket socket : idle) {
      long nanos = now - socket.usedNanos;
      longest = Math.max(longest, nanos);
      idleTenMinutes += nanos >= 10 * IdleSockets.MINUTE ? 1 : 0;
      unread += socket.receiveQueue > 0 ? 1 : 0;
    }
    return IdleGroup.builder()
        .role(first.role)
        .remote(first.remote)
        .listeningPort(first.listeningPort)
        .established(established)
        .idle(idle.size())
        .idleTenMinutes(idleTenMinutes)
        .unread(unread)
        .passedOver(first.role == Role.CLIENT ? passedOver() : 0)
        .longestSeconds(longest / 1e9)
        .growth(history == null ? Growth.UNKNOWN : history.growth(now))
        .line(site.line)
        .via(site.via)
        .frames(site.frames)
        .build();
  }

  /**
   * As {@link IdleGroup#passedOver}. A pool whose connections are idle now needed them all at one
   * time: when it opened the last, all others were in use. What there is beyond the most that were
   * in use at one time, from the opening to the last data, was therefore opened in spite of idle
   * ones. Connections whose opening was not seen are left out.
   */
  private int passedOver() {
    long[] opened = new long[idle.size()];
    long[] used = new long[idle.size()];
    int known = 0;
    for (IdleSocket socket : idle) {
      if (socket.isOpeningKnown) {
        opened[known] = socket.openedNanos;
        used[known++] = socket.usedNanos + RETURN_NANOS;
      }
    }
    Arrays.sort(opened, 0, known);
    Arrays.sort(used, 0, known);
    int most = 0;
    int ended = 0;
    for (int i = 0; i < known; i++) {
      while (used[ended] - opened[i] < 0) {
        ended++;
      }
      most = Math.max(most, i + 1 - ended);
    }
    return known - most;
  }
}
