package io.firstfin.correlate;

import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Growth;
import io.firstfin.picture.Picture;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.record.OpenConnections;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Collects this JVM's sockets in CLOSE_WAIT: for how long, which line opened them, and how their
 * number grew.
 */
final class CloseWaits extends Collector {
  private static final long MINUTE = 60_000_000_000L;

  /** A group without a socket is remembered for so long. */
  private static final long EMPTY_NANOS = 10 * MINUTE;

  /** How many groups have a history; further ones have none. */
  private static final int HISTORIES = 1024;

  /**
   * A receive queue of at most this length holds only what the peer sends when it closes: its FIN,
   * which counts as one, and with TLS a close_notify alert before it, whose record takes 24 bytes
   * (RFC 8446 with AES-GCM) to 85 (RFC 5246 with CBC and SHA-256).
   */
  private static final int GOODBYE = 1 + 85;

  private final CallSites sites;
  private final OpenConnections open;
  private final Map<String, GroupHistory> histories = new HashMap<String, GroupHistory>();

  /** The sockets of the last whole census, by inode. */
  private Map<Long, Seen> seen = new HashMap<Long, Seen>();

  private OfCensus census;
  private List<CloseWaitGroup> value = Collections.emptyList();

  /** {@code open} knows which site opened a connection. */
  CloseWaits(CallSites sites, OpenConnections open) {
    this.sites = sites;
    this.open = open;
  }

  @Override
  SocketCounter beginCensus(long nanoTime) {
    census = new OfCensus(seen, open, nanoTime);
    return census;
  }

  /**
   * Asks the descriptors of the census that has just ended.
   *
   * @param answered 1 when this end has sent data since the last that came, 0 when not, negative
   *     when unknown, by descriptor
   */
  void ask(IntUnaryOperator answered) {
    for (Map.Entry<Integer, Group> socket : census.old.entrySet()) {
      socket.getValue().answered(answered.applyAsInt(socket.getKey()));
    }
  }

  @Override
  void endCheck(KernelCheck check) {
    value = check.isWhole() ? endCensus(census) : Collections.<CloseWaitGroup>emptyList();
    census = null;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.closeWait(value);
  }

  /** The groups, the largest first. */
  private List<CloseWaitGroup> endCensus(OfCensus ended) {
    remember(ended);
    seen = ended.seenNow;
    List<Map.Entry<String, Group>> sorted =
        new ArrayList<Map.Entry<String, Group>>(ended.groups.entrySet());
    sorted.sort((a, b) -> Integer.compare(b.getValue().count, a.getValue().count));
    List<CloseWaitGroup> list = new ArrayList<CloseWaitGroup>();
    for (Map.Entry<String, Group> entry : sorted) {
      Group group = entry.getValue();
      GroupHistory history = histories.get(entry.getKey());
      CallSite site = sites.get(group.openedAt);
      boolean known = group.openedAt != CallSites.UNKNOWN;
      list.add(
          CloseWaitGroup.builder()
              .role(group.role)
              .remote(group.remote)
              .listeningPort(group.listeningPort)
              .count(group.count)
              .olderThanMinute(group.olderThanMinute)
              .oldestSeconds((ended.now - group.oldest) / 1e9)
              .openedSeconds(group.openedSeconds(ended.now))
              .endOfStreamRead(group.endOfStreamRead)
              .endOfStreamUnread(group.endOfStreamUnread)
              .answered(group.answered())
              .growth(history == null ? Growth.UNKNOWN : history.growth(ended.now))
              .openedAt(known ? site.id : "")
              .line(site.line)
              .via(site.via)
              .frames(site.frames)
              .build());
    }
    return list;
  }

  private void remember(OfCensus ended) {
    long now = ended.now;
    for (Map.Entry<Long, Seen> entry : ended.seenNow.entrySet()) {
      if (!seen.containsKey(entry.getKey())) {
        GroupHistory history = histories.get(entry.getValue().group);
        if (history == null && histories.size() < HISTORIES) {
          history = new GroupHistory(now);
          histories.put(entry.getValue().group, history);
        }
        if (history != null) {
          history.came(now);
        }
      }
    }
    for (Map.Entry<Long, Seen> entry : seen.entrySet()) {
      GroupHistory history = histories.get(entry.getValue().group);
      if (history != null && !ended.seenNow.containsKey(entry.getKey())) {
        history.left(now);
      }
    }
    for (Map.Entry<String, GroupHistory> entry : histories.entrySet()) {
      Group group = ended.groups.get(entry.getKey());
      entry.getValue().count(group == null ? 0 : group.count, now);
    }
    histories.values().removeIf(history -> now - history.seenNanos() > EMPTY_NANOS);
  }

  private static final class OfCensus extends SocketCounter {
    private final Map<Long, Seen> seenBefore;
    private final OpenConnections open;
    private final Map<Long, Seen> seenNow = new HashMap<Long, Seen>();
    private final Map<String, Group> groups = new HashMap<String, Group>();

    /** The accepted sockets that are older than a minute, by descriptor. */
    private final Map<Integer, Group> old = new HashMap<Integer, Group>();

    private final long now;

    OfCensus(Map<Long, Seen> seenBefore, OpenConnections open, long nanoTime) {
      super(TcpState.CLOSE_WAIT);
      this.seenBefore = seenBefore;
      this.open = open;
      now = nanoTime;
    }

    @Override
    void see(JoinedSocket socket) {
      long inode = socket.kernel.inode();
      if (socket.isClosed() || seenNow.containsKey(inode)) {
        return;
      }
      int openedAt = open.openingSite(socket.descriptor);
      int listeningPort = socket.listeningPort();
      String remote = socket.remoteText();
      String key = openedAt + " " + socket.role + ' ' + remote + ' ' + listeningPort;
      Seen before = seenBefore.get(inode);
      Seen seen = before == null ? new Seen(now, key) : before;
      seenNow.put(inode, seen);
      Role role = socket.role;
      Group group =
          groups.computeIfAbsent(
              key, first -> new Group(openedAt, role, remote, listeningPort, seen.first));
      group.add(seen.first, now, socket.kernel.receiveQueue());
      if (open.role(socket.descriptor) != Role.UNKNOWN) {
        group.opened(open.openedNanos(socket.descriptor));
      }
      if (role == Role.SERVER && now - seen.first >= MINUTE) {
        old.put(socket.descriptor, group);
      }
    }
  }

  private static final class Seen {
    final long first;
    final String group;

    Seen(long first, String group) {
      this.first = first;
      this.group = group;
    }
  }

  private static final class Group {
    final int openedAt;
    final Role role;
    final String remote;
    final int listeningPort;
    int count;
    int olderThanMinute;
    int endOfStreamRead;
    int endOfStreamUnread;
    long oldest;
    private int asked;
    private int answered;
    private boolean openingKnown;
    private long opened;

    Group(int openedAt, Role role, String remote, int listeningPort, long oldest) {
      this.openedAt = openedAt;
      this.role = role;
      this.remote = remote;
      this.listeningPort = listeningPort;
      this.oldest = oldest;
    }

    /** Takes what the kernel says of one of the old ones. */
    void answered(int answer) {
      asked += answer < 0 ? 0 : 1;
      answered += answer > 0 ? 1 : 0;
    }

    /** How many of the old ones are answered; -1 when one of them was not asked. */
    int answered() {
      return asked > 0 && asked == olderThanMinute ? answered : -1;
    }

    void opened(long nanoTime) {
      opened = openingKnown ? Math.min(opened, nanoTime) : nanoTime;
      openingKnown = true;
    }

    double openedSeconds(long now) {
      return openingKnown ? (now - opened) / 1e9 : Double.NaN;
    }

    void add(long first, long now, int receiveQueue) {
      count++;
      oldest = Math.min(oldest, first);
      if (now - first >= MINUTE) {
        olderThanMinute++;
      }
      if (receiveQueue == 0) {
        endOfStreamRead++;
      } else if (receiveQueue <= GOODBYE) {
        endOfStreamUnread++;
      }
    }
  }
}
