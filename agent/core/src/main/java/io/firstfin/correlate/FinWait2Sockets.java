package io.firstfin.correlate;

import io.firstfin.picture.FinWait2;
import io.firstfin.picture.FinWait2Group;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects this JVM's sockets in FIN_WAIT_2 by remote end, and since when the half-closed ones are
 * in that state.
 */
final class FinWait2Sockets extends Collector {
  private static final long MINUTE = 60_000_000_000L;

  private final int top;

  /** When each half-closed socket was first seen in FIN_WAIT_2, by inode. */
  private Map<Long, Long> since = new HashMap<Long, Long>();

  private OfCensus census;
  private FinWait2 value = FinWait2.UNKNOWN;

  /** Only the largest {@code top} groups are in the value. */
  FinWait2Sockets(int top) {
    this.top = top;
  }

  @Override
  SocketCounter beginCensus(long nanoTime) {
    census = new OfCensus(since, nanoTime);
    return census;
  }

  @Override
  void endCheck(KernelCheck check) {
    value = FinWait2.UNKNOWN;
    if (check.isOwnerKnown()) {
      since = census.sinceNow;
      value = census.value(top);
    }
    census = null;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.finWait2(value);
  }

  private static final class OfCensus extends SocketCounter {
    private final Map<Long, Long> since;
    private final Map<Long, Long> sinceNow = new HashMap<Long, Long>();
    private final Map<String, Group> groups = new HashMap<String, Group>();

    /** The groups by their remote end, so that its text need not be made for each socket. */
    private final Map<ConnectionTally, Group> byRemote =
        new IdentityHashMap<ConnectionTally, Group>();

    private final long now;

    OfCensus(Map<Long, Long> since, long nanoTime) {
      super(TcpState.FIN_WAIT_2);
      this.since = since;
      now = nanoTime;
    }

    @Override
    void see(JoinedSocket socket) {
      if (socket.isClosed()) {
        group(socket).orphans++;
        return;
      }
      long inode = socket.kernel.inode();
      Long before = since.get(inode);
      long first = before == null ? now : before;
      if (sinceNow.put(inode, first) != null) {
        return;
      }
      Group group = group(socket);
      group.halfClosed++;
      if (now - first >= MINUTE) {
        group.olderThanMinute++;
      }
    }

    private Group group(JoinedSocket socket) {
      Group known = socket.remote == null ? null : byRemote.get(socket.remote);
      if (known != null) {
        return known;
      }
      Role role = socket.role;
      String remote = socket.remoteText();
      Group group = groups.computeIfAbsent(role + " " + remote, key -> new Group(role, remote));
      if (socket.remote != null) {
        byRemote.put(socket.remote, group);
      }
      return group;
    }

    FinWait2 value(int top) {
      List<Group> sorted = new ArrayList<Group>(groups.values());
      sorted.sort((a, b) -> Integer.compare(b.sockets(), a.sockets()));
      int orphans = 0;
      int halfClosed = 0;
      int olderThanMinute = 0;
      List<FinWait2Group> largest = new ArrayList<FinWait2Group>();
      for (Group group : sorted) {
        orphans += group.orphans;
        halfClosed += group.halfClosed;
        olderThanMinute += group.olderThanMinute;
        if (largest.size() < top) {
          largest.add(group.value());
        }
      }
      return new FinWait2(orphans, halfClosed, olderThanMinute, largest);
    }
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

    FinWait2Group value() {
      return new FinWait2Group(role, remote, orphans, halfClosed, olderThanMinute);
    }
  }
}
