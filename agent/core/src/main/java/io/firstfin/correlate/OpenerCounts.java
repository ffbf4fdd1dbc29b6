package io.firstfin.correlate;

import io.firstfin.picture.OpenerCount;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts sockets by the site that opened or made them. One thread. */
final class OpenerCounts {
  private final Map<Integer, Integer> counts = new HashMap<Integer, Integer>();

  /** A line that connects does not listen or accept. */
  private final Map<Integer, Role> roles = new HashMap<Integer, Role>();

  void add(int opener, Role role) {
    counts.merge(opener, 1, Integer::sum);
    roles.put(opener, role);
  }

  /** The openers with the most sockets, at most {@code top}. */
  List<OpenerCount> heaviest(CallSites sites, int top) {
    List<OpenerCount> heaviest = new ArrayList<OpenerCount>();
    for (Map.Entry<Integer, Integer> opener : counts.entrySet()) {
      CallSite site = sites.get(opener.getKey());
      Role role = roles.get(opener.getKey());
      heaviest.add(new OpenerCount(role, site.line, site.via, site.frames, opener.getValue()));
    }
    heaviest.sort((a, b) -> Integer.compare(b.count, a.count));
    return heaviest.subList(0, Math.min(top, heaviest.size()));
  }
}
