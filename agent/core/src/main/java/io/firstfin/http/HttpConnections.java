package io.firstfin.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The open connections, a bounded number. A new one takes the place of the one that has been idle
 * longest. When all are busy, it takes the place of the slowest, once that is slower than a client
 * needs to be, so that slow clients do not keep others out. Until then the new one waits, so that
 * many quick ones at once are served one after the other. One thread; times are those of {@link
 * System#nanoTime}.
 */
final class HttpConnections {
  static final int LARGEST = 32;

  private final List<HttpConnection> all = new ArrayList<HttpConnection>();

  void add(HttpConnection connection) {
    all.add(connection);
  }

  boolean hasRoom(long now) {
    return all.size() < LARGEST || first(now) != null;
  }

  /**
   * Whether there is room for one more now; an open connection is closed if that makes the room.
   */
  boolean makeRoom(long now) {
    if (all.size() < LARGEST) {
      return true;
    }
    HttpConnection first = first(now);
    if (first == null) {
      return false;
    }
    first.close();
    all.remove(first);
    return true;
  }

  /** The connection to close for a new one; null when all are busy, and none for too long. */
  private HttpConnection first(long now) {
    HttpConnection first = null;
    for (HttpConnection connection : all) {
      if (connection.yieldsFrom() - now <= 0 && (first == null || connection.yieldsBefore(first))) {
        first = connection;
      }
    }
    return first;
  }

  /** The time until a connection must be closed, or until room can be made when there is none. */
  long waitNanos(long now) {
    boolean full = !hasRoom(now);
    long wait = Long.MAX_VALUE;
    for (HttpConnection connection : all) {
      wait = Math.min(wait, connection.deadline() - now);
      if (full) {
        wait = Math.min(wait, connection.yieldsFrom() - now);
      }
    }
    return Math.max(wait, 0);
  }

  void closeOverdue(long now) {
    for (Iterator<HttpConnection> each = all.iterator(); each.hasNext(); ) {
      HttpConnection connection = each.next();
      if (connection.isClosed() || connection.deadline() - now <= 0) {
        connection.close();
        each.remove();
      }
    }
  }

  void closeAll() {
    for (HttpConnection connection : all) {
      connection.close();
    }
    all.clear();
  }
}
