package io.firstfin.correlate;

import io.firstfin.picture.FinWait2;
import io.firstfin.picture.FinWait2Group;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * This JVM's sockets in FIN_WAIT_2 by peer, and since when those that are still open. One thread.
 */
final class FinWait2Sockets {
  private static final long MINUTE = 60_000_000_000L;

  /** Inode to the time when the half-closed socket was first seen in FIN_WAIT_2. */
  private Map<Long, Long> since = new HashMap<Long, Long>();

  private Map<Long, Long> sinceNow;
  private Map<String, Group> groups;
  private long now;

  void beginCensus(long nanoTime) {
    now = nanoTime;
    sinceNow = new HashMap<Long, Long>();
    groups = new HashMap<String, Group>();
  }

  /** A socket that a descriptor still belongs to. */
  void halfClosed(long inode, Role role, String remote) {
    Long before = since.get(inode);
    long first = before == null ? now : before;
    if (sinceNow.put(inode, first) != null) {
      return;
    }
    Group group = group(role, remote);
    group.halfClosed++;
    if (now - first >= MINUTE) {
      group.olderThanMinute++;
    }
  }

  /** Sockets that are closed here. */
  void orphans(Role role, String remote, int count) {
    group(role, remote).orphans += count;
  }

  private Group group(Role role, String remote) {
    return groups.computeIfAbsent(role + " " + remote, key -> new Group(role, remote));
  }

  /** What was seen; the next census begins from it. */
  FinWait2 endCensus(int top) {
    since = sinceNow;
    List<Group> sorted = new ArrayList<Group>(groups.values());
    sorted.sort((a, b) -> Integer.compare(b.sockets(), a.sockets()));
    int orphans = 0;
    int halfClosed = 0;
    int olderThanMinute = 0;
    List<FinWait2Group> peers = new ArrayList<FinWait2Group>();
    for (Group group : sorted) {
      orphans += group.orphans;
      halfClosed += group.halfClosed;
      olderThanMinute += group.olderThanMinute;
      if (peers.size() < top) {
        peers.add(
            new FinWait2Group(
                group.role, group.remote, group.orphans, group.halfClosed, group.olderThanMinute));
      }
    }
    return new FinWait2(orphans, halfClosed, olderThanMinute, peers);
  }

  private static final class Group {
    final Role role;
    final String remote;
    int orphans;
    int halfClosed;
    int olderThanMinute;

    Group(Role role, String remote) {
      this.role = role;
      this.remote = remote;
    }

    int sockets() {
      return orphans + halfClosed;
    }
  }
}
