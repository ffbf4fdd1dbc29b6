package io.firstfin.correlate;

import io.firstfin.picture.IdleConnections;
import io.firstfin.picture.IdleGroup;
import io.firstfin.picture.Picture;
import io.firstfin.record.CallSites;
import io.firstfin.record.OpenConnections;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Collects this JVM's connections in ESTABLISHED on which no data has moved for more than a minute.
 * No table of the kernel shows when data moved, so that each descriptor is asked, at most once a
 * minute: a connection that is in use cannot be idle sooner.
 */
final class IdleSockets extends Collector {
  static final long MINUTE = 60_000_000_000L;

  /** A group without an idle connection is remembered for so long. */
  private static final long EMPTY_NANOS = 10 * MINUTE;

  /** The groups in the value, the largest first, and those with a history. */
  private static final int MOST_GROUPS = 256;

  private final CallSites sites;
  private final OpenConnections open;
  private final Map<String, GroupHistory> histories = new HashMap<String, GroupHistory>();

  /** The sockets of the last whole census, by inode. */
  private Map<Long, IdleSocket> seen = new HashMap<Long, IdleSocket>();

  private OfCensus census;
  private boolean asked;
  private IdleConnections value = IdleConnections.UNKNOWN;

  /** {@code open} knows when and where a connection was opened. */
  IdleSockets(CallSites sites, OpenConnections open) {
    this.sites = sites;
    this.open = open;
  }

  @Override
  SocketCounter beginCensus(long nanoTime) {
    asked = false;
    census = new OfCensus(seen, open, nanoTime);
    return census;
  }

  /**
   * Asks the descriptors of the census that has just ended.
   *
   * @param idleMillis time since data last moved, by descriptor; negative when unknown
   */
  void ask(IntToLongFunction idleMillis) {
    for (IdleSocket socket : census.seenNow.values()) {
      socket.ask(idleMillis, census.now);
    }
    asked = true;
  }

  @Override
  void endCheck(KernelCheck check) {
    value = check.isWhole() && asked ? endCensus(census) : IdleConnections.UNKNOWN;
    census = null;
    asked = false;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.idle(value);
  }

  private IdleConnections endCensus(OfCensus ended) {
    Map<String, IdleSocketGroup> groups = new HashMap<String, IdleSocketGroup>();
    int idle = 0;
    for (IdleSocket socket : ended.seenNow.values()) {
      groups.computeIfAbsent(socket.group, first -> new IdleSocketGroup(socket)).add(socket);
      idle += socket.isIdle() ? 1 : 0;
    }
    remember(ended, groups);
    seen = ended.seenNow;
    List<IdleSocketGroup> sorted = new ArrayList<IdleSocketGroup>();
    for (IdleSocketGroup group : groups.values()) {
      if (group.idle() > 0) {
        sorted.add(group);
      }
    }
    sorted.sort((a, b) -> Integer.compare(b.idle(), a.idle()));
    List<IdleGroup> list = new ArrayList<IdleGroup>();
    for (IdleSocketGroup group : sorted.subList(0, Math.min(MOST_GROUPS, sorted.size()))) {
      list.add(group.value(histories.get(group.key()), sites, ended.now));
    }
    return new IdleConnections(ended.seenNow.size(), idle, list);
  }

  private void remember(OfCensus ended, Map<String, IdleSocketGroup> groups) {
    for (IdleSocket socket : ended.seenNow.values()) {
      if (socket.isIdle() != socket.wasIdle()) {
        history(socket.group, ended.now, socket.isIdle());
      }
      socket.remember();
    }
    for (Map.Entry<Long, IdleSocket> before : seen.entrySet()) {
      if (before.getValue().wasIdle() && !ended.seenNow.containsKey(before.getKey())) {
        history(before.getValue().group, ended.now, false);
      }
    }
    for (Map.Entry<String, GroupHistory> entry : histories.entrySet()) {
      IdleSocketGroup group = groups.get(entry.getKey());
      entry.getValue().count(group == null ? 0 : group.idle(), ended.now);
    }
    histories.values().removeIf(history -> ended.now - history.seenNanos() > EMPTY_NANOS);
  }

  private void history(String group, long now, boolean came) {
    GroupHistory history = histories.get(group);
    if (history == null && histories.size() < MOST_GROUPS) {
      history = new GroupHistory(now);
      histories.put(group, history);
    }
    if (history != null && came) {
      history.came(now);
    } else if (history != null) {
      history.left(now);
    }
  }

  private static final class OfCensus extends SocketCounter {
    private final Map<Long, IdleSocket> seenBefore;
    private final OpenConnections open;
    private final Map<Long, IdleSocket> seenNow = new HashMap<Long, IdleSocket>();
    private final long now;

    OfCensus(Map<Long, IdleSocket> seenBefore, OpenConnections open, long nanoTime) {
      super(TcpState.ESTABLISHED);
      this.seenBefore = seenBefore;
      this.open = open;
      now = nanoTime;
    }

    @Override
    void see(JoinedSocket joined) {
      long inode = joined.kernel.inode();
      if (joined.isClosed() || seenNow.containsKey(inode)) {
        return;
      }
      IdleSocket socket = seenBefore.get(inode);
      if (socket == null) {
        // A server's clients have no bound, and are one group.
        String remote = joined.role == Role.SERVER ? "*" : joined.remoteText();
        socket = new IdleSocket(joined, remote, open, now);
      }
      socket.see(joined.descriptor, joined.kernel.receiveQueue());
      seenNow.put(inode, socket);
    }
  }
}
