package io.firstfin.correlate;

import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.record.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** This JVM's sockets in CLOSE_WAIT: since when, and who opened them. One thread. */
final class CloseWaits {
  private static final long MINUTE = 60_000_000_000L;

  /** Inode to the time when the socket was first seen in CLOSE_WAIT. */
  private Map<Long, Long> since = new HashMap<Long, Long>();

  private Map<Long, Long> sinceNow;
  private Map<String, Group> groups;
  private long now;

  void beginCensus(long nanoTime) {
    now = nanoTime;
    sinceNow = new HashMap<Long, Long>();
    groups = new HashMap<String, Group>();
  }

  void see(long inode, int openedAt, Role role, String remote, int receiveQueue) {
    Long before = since.get(inode);
    long first = before == null ? now : before;
    if (sinceNow.put(inode, first) != null) {
      return;
    }
    String key = openedAt + " " + role + ' ' + remote;
    Group group = groups.get(key);
    if (group == null) {
      group = new Group(openedAt, role, remote, first);
      groups.put(key, group);
    }
    group.count++;
    group.oldest = Math.min(group.oldest, first);
    if (now - first >= MINUTE) {
      group.olderThanMinute++;
    }
    if (receiveQueue == 0) {
      group.endOfStreamRead++;
    }
  }

  /** The groups, the largest first; the next census begins from what was seen in this one. */
  List<CloseWaitGroup> endCensus(CallSites sites) {
    since = sinceNow;
    List<Group> sorted = new ArrayList<Group>(groups.values());
    sorted.sort((a, b) -> Integer.compare(b.count, a.count));
    List<CloseWaitGroup> list = new ArrayList<CloseWaitGroup>();
    for (Group group : sorted) {
      CallSite site = sites.get(group.openedAt);
      boolean known = group.openedAt != CallSites.UNKNOWN;
      list.add(
          new CloseWaitGroup(
              group.role,
              group.remote,
              group.count,
              group.olderThanMinute,
              (now - group.oldest) / 1e9,
              group.endOfStreamRead,
              known ? site.id : "",
              site.line,
              site.via,
              site.frames));
    }
    return list;
  }

  private static final class Group {
    final int openedAt;
    final Role role;
    final String remote;
    int count;
    int olderThanMinute;
    int endOfStreamRead;
    long oldest;

    Group(int openedAt, Role role, String remote, long oldest) {
      this.openedAt = openedAt;
      this.role = role;
      this.remote = remote;
      this.oldest = oldest;
    }
  }
}
