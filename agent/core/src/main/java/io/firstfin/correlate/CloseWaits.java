package io.firstfin.correlate;

import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Growth;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * This JVM's sockets in CLOSE_WAIT: since when, who opened them, and how their number came to be.
 * One thread.
 */
final class CloseWaits {
  private static final long MINUTE = 60_000_000_000L;

  /** For so long a group without a socket is remembered. */
  private static final long EMPTY_NANOS = 10 * MINUTE;

  /** Groups beyond have no history. */
  private static final int HISTORIES = 1024;

  /**
   * A queue as long as this holds no more than the peer's good-bye: its FIN, which counts as one,
   * and with TLS a close_notify alert before it, whose record takes 24 bytes (RFC 8446 with
   * AES-GCM) to 85 (RFC 5246 with CBC and SHA-256).
   */
  private static final int GOODBYE = 1 + 85;

  private final Map<String, GroupHistory> histories = new HashMap<String, GroupHistory>();

  /** By inode. */
  private Map<Long, Seen> seen = new HashMap<Long, Seen>();

  private Map<Long, Seen> seenNow;
  private Map<String, Group> groups;
  private long now;

  void beginCensus(long nanoTime) {
    now = nanoTime;
    seenNow = new HashMap<Long, Seen>();
    groups = new HashMap<String, Group>();
  }

  void see(
      long inode, int openedAt, Role role, String remote, int listeningPort, int receiveQueue) {
    if (seenNow.containsKey(inode)) {
      return;
    }
    String key = openedAt + " " + role + ' ' + remote + ' ' + listeningPort;
    Seen before = seen.get(inode);
    Seen socket = before == null ? new Seen(now, key) : before;
    seenNow.put(inode, socket);
    Group group = groups.get(key);
    if (group == null) {
      group = new Group(openedAt, role, remote, listeningPort, socket.first);
      groups.put(key, group);
    }
    group.count++;
    group.oldest = Math.min(group.oldest, socket.first);
    if (now - socket.first >= MINUTE) {
      group.olderThanMinute++;
    }
    if (receiveQueue == 0) {
      group.endOfStreamRead++;
    } else if (receiveQueue <= GOODBYE) {
      group.endOfStreamUnread++;
    }
  }

  /** The groups, the largest first; the next census begins from what was seen in this one. */
  List<CloseWaitGroup> endCensus(CallSites sites) {
    remember();
    seen = seenNow;
    List<Map.Entry<String, Group>> sorted =
        new ArrayList<Map.Entry<String, Group>>(groups.entrySet());
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
              .oldestSeconds((now - group.oldest) / 1e9)
              .endOfStreamRead(group.endOfStreamRead)
              .endOfStreamUnread(group.endOfStreamUnread)
              .growth(history == null ? Growth.UNKNOWN : history.growth(now))
              .openedAt(known ? site.id : "")
              .line(site.line)
              .via(site.via)
              .frames(site.frames)
              .build());
    }
    return list;
  }

  private void remember() {
    for (Map.Entry<Long, Seen> entry : seenNow.entrySet()) {
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
      if (history != null && !seenNow.containsKey(entry.getKey())) {
        history.left(now);
      }
    }
    for (Map.Entry<String, GroupHistory> entry : histories.entrySet()) {
      Group group = groups.get(entry.getKey());
      entry.getValue().count(group == null ? 0 : group.count, now);
    }
    histories.values().removeIf(history -> now - history.seenNanos() > EMPTY_NANOS);
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

    Group(int openedAt, Role role, String remote, int listeningPort, long oldest) {
      this.openedAt = openedAt;
      this.role = role;
      this.remote = remote;
      this.listeningPort = listeningPort;
      this.oldest = oldest;
    }
  }
}
