package io.firstfin.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The open connections, a bounded number. A new one takes the place of the one that idles longest;
 * where all are busy, of the one that has been slowest for longer than a client needs, so that slow
 * clients do not keep others out. Until then it waits, so that a rush of quick ones is served in
 * turn. One thread; times are of {@link System#nanoTime}.
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

  /** Whether there is room for one more now; one that is open is closed for it. */
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

  /** The one to close for a new one; null when all are busy, and none for too long. */
  private HttpConnection first(long now) {
    HttpConnection first = null;
    for (HttpConnection connection : all) {
      if (connection.yieldsFrom() - now <= 0 && (first == null || connection.yieldsBefore(first))) {
        first = connection;
      }
    }
    return first;
  }

  /** Until one is to be closed, or room can be made where there is none. */
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
