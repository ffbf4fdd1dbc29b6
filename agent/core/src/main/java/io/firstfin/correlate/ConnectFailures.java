package io.firstfin.correlate;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Picture;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.ConnectFailureReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Failed connects by reason and destination. Bounded: further ones are counted in one entry. One
 * thread.
 */
final class ConnectFailures extends Collector {
  private static final int LARGEST = 256;
  private static final String OTHER = "other";

  private final Map<String, Entry> entries = new LinkedHashMap<String, Entry>();

  private final CallSites sites;
  private List<ConnectFailure> value = Collections.emptyList();

  ConnectFailures(CallSites sites) {
    this.sites = sites;
  }

  @Override
  void connectFailed(FailedConnect failure) {
    String address =
        SocketAddresses.format(
            SocketAddresses.high(failure.address),
            SocketAddresses.low(failure.address),
            failure.port);
    Entry entry =
        failure.inBind ? entry(failure.reason, "", address) : entry(failure.reason, address, "");
    entry.count++;
    entry.lastMillis = failure.timeMillis;
    if (failure.site != CallSites.UNKNOWN) {
      entry.site = failure.site;
    }
  }

  private Entry entry(ConnectFailureReason reason, String remote, String local) {
    String key = reason.label() + ' ' + remote + ' ' + local;
    if (!entries.containsKey(key) && entries.size() >= LARGEST) {
      return entries.computeIfAbsent(
          reason.label() + ' ' + OTHER, other -> new Entry(reason, OTHER, ""));
    }
    return entries.computeIfAbsent(key, first -> new Entry(reason, remote, local));
  }

  @Override
  void endCheck(KernelCheck check) {
    value = list();
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.connectFailures(value);
  }

  private List<ConnectFailure> list() {
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
