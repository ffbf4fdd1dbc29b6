package io.firstfin.correlate;

import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Shares of lines of code. A helper that is called from many places is one line with many call
 * stacks. The stacks are added up before the list is cut, because otherwise most of the line's
 * share would be lost.
 */
final class Shares {
  private Shares() {}

  /**
   * The {@code most} heaviest lines of each remote end or listening port, by {@link
   * CensusCounts#subject}, heaviest first.
   */
  static Map<Integer, List<SiteShare>> ofTimeWait(PairCounts counts, CallSites sites, int most) {
    Map<Integer, List<SiteShare>> bySubject = new HashMap<Integer, List<SiteShare>>();
    for (int i = 0; i < counts.bound(); i++) {
      long key = counts.key(i);
      if (key != 0) {
        CallSite site = sites.get(CensusCounts.low(key));
        bySubject
            .computeIfAbsent(CensusCounts.subject(key), subject -> new ArrayList<SiteShare>())
            .add(new SiteShare(site.id, site.line, site.via, site.closedBy, counts.count(i)));
      }
    }
    bySubject.replaceAll((subject, stacks) -> ofTimeWait(stacks, most));
    return bySubject;
  }

  /** The {@code most} heaviest lines, heaviest first. */
  static List<SiteShare> ofTimeWait(List<SiteShare> stacks, int most) {
    return byLine(
        stacks,
        share -> Arrays.asList(share.line, share.via, share.closedBy),
        SiteShare::plus,
        share -> share.timeWait,
        most);
  }

  /**
   * The {@code most} heaviest lines, heaviest first; a line has an entry for each initiator and
   * how.
   */
  static List<ClosingShare> ofCloses(List<ClosingShare> stacks, int most) {
    return byLine(
        stacks,
        share -> Arrays.asList(share.line, share.via, share.initiator, share.how),
        ClosingShare::plus,
        share -> share.closes,
        most);
  }

  private static <T> List<T> byLine(
      List<T> stacks,
      Function<T, Object> line,
      BinaryOperator<T> plus,
      ToIntFunction<T> weight,
      int most) {
    if (stacks.size() == 1) {
      return stacks;
    }
    List<T> heaviestFirst = new ArrayList<T>(stacks);
    sort(heaviestFirst, weight);
    Map<Object, T> lines = new LinkedHashMap<Object, T>();
    for (T share : heaviestFirst) {
      lines.merge(line.apply(share), share, plus);
    }
    List<T> sums = new ArrayList<T>(lines.values());
    sort(sums, weight);
    return new ArrayList<T>(sums.subList(0, Math.min(most, sums.size())));
  }

  private static <T> void sort(List<T> shares, ToIntFunction<T> weight) {
    shares.sort((a, b) -> Integer.compare(weight.applyAsInt(b), weight.applyAsInt(a)));
  }
}
