package io.firstfin.correlate;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.ConnectFailureReason;
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
    add(reason, format(address, port), "", site, millis);
  }

  /** A bind to a local address, before any connect. */
  void addBind(ConnectFailureReason reason, InetAddress address, int port, int site, long millis) {
    add(reason, "", format(address, port), site, millis);
  }

  private static String format(InetAddress address, int port) {
    return SocketAddresses.format(
        SocketAddresses.high(address), SocketAddresses.low(address), port);
  }

  private void add(
      ConnectFailureReason reason, String remote, String local, int site, long millis) {
    String key = reason.label() + ' ' + remote + ' ' + local;
    if (!entries.containsKey(key) && entries.size() >= LARGEST) {
      remote = OTHER;
      local = "";
      key = reason.label() + ' ' + remote;
    }
    Entry entry = entries.get(key);
    if (entry == null) {
      entry = new Entry(reason, remote, local);
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
              entry.local,
              entry.count,
              entry.lastMillis,
              sites.get(entry.site).line));
    }
    return list;
  }

  private static final class Entry {
    final ConnectFailureReason reason;
    final String remote;
    final String local;
    long count;
    long lastMillis;
    int site = CallSites.UNKNOWN;

    Entry(ConnectFailureReason reason, String remote, String local) {
      this.reason = reason;
      this.remote = remote;
      this.local = local;
    }
  }
}
