package io.firstfin.correlate;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.record.CallSites;
import io.firstfin.record.ConnectFailureReason;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Failed connects by reason and destination; beyond a bound they go to one entry. One thread. */
final class ConnectFailures {
  private static final int LARGEST = 256;
  private static final String OTHER = "other";

  private final Map<String, Entry> entries = new LinkedHashMap<String, Entry>();

  void add(ConnectFailureReason reason, InetAddress address, int port, int site, long millis) {
    String remote =
        SocketAddresses.format(SocketAddresses.high(address), SocketAddresses.low(address), port);
    String key = reason.label() + ' ' + remote;
    if (!entries.containsKey(key) && entries.size() >= LARGEST) {
      remote = OTHER;
      key = reason.label() + ' ' + remote;
    }
    Entry entry = entries.get(key);
    if (entry == null) {
      entry = new Entry(reason, remote);
      entries.put(key, entry);
    }
    entry.count++;
    entry.lastMillis = millis;
    if (site != CallSites.UNKNOWN) {
      entry.site = site;
    }
  }

  List<ConnectFailure> list(CallSites sites) {
    List<ConnectFailure> list = new ArrayList<ConnectFailure>(entries.size());
    for (Entry entry : entries.values()) {
      list.add(
          new ConnectFailure(
              entry.reason.label(),
              entry.remote,
              entry.count,
              entry.lastMillis,
              sites.get(entry.site).line));
    }
    return list;
  }

  private static final class Entry {
    final ConnectFailureReason reason;
    final String remote;
    long count;
    long lastMillis;
    int site = CallSites.UNKNOWN;

    Entry(ConnectFailureReason reason, String remote) {
      this.reason = reason;
      this.remote = remote;
    }
  }
}
