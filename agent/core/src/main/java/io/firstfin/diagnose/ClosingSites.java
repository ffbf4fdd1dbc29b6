package io.firstfin.diagnose;

import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The lines that ended connections in one way: of a destination, of a port, or of the process. */
final class ClosingSites {
  private final Lines lines = new Lines();
  private final Set<List<String>> stacks = new LinkedHashSet<>();
  private long known;

  private ClosingSites() {}

  /** Those of the process, whatever their destination. */
  static ClosingSites of(Picture picture, Predicate<Site> which) {
    ClosingSites sites = new ClosingSites();
    for (Site site : picture.sites) {
      if (which.test(site)) {
        sites.add(site.line, site.via, site.closes, site.frames);
      }
    }
    return sites;
  }

  /** Those among the shares of a destination or a listening port. */
  static ClosingSites of(
      List<ClosingShare> shares, Picture picture, Predicate<ClosingShare> which) {
    ClosingSites sites = new ClosingSites();
    for (ClosingShare share : shares) {
      if (which.test(share)) {
        sites.add(
            share.line, share.via, share.closes, SiteFrames.of(share.site, share.via, picture));
      }
    }
    return sites;
  }

  private void add(String line, String via, long closes, List<String> frames) {
    lines.add(line, via, atMostInt(closes));
    stacks.add(frames);
    known += line.isEmpty() ? 0 : closes;
  }

  /** Each line's share of {@code whole} connections; of all that have a line when negative. */
  List<String> lines(long whole) {
    return lines.text(atMostInt(whole < 0 ? known : whole), "line not known");
  }

  /** By the libraries in their stacks, without repetitions. */
  Set<String> remedies(String findingId) {
    Set<String> remedies = new LinkedHashSet<>();
    for (List<String> frames : stacks) {
      remedies.addAll(Libraries.remedies(findingId, frames));
    }
    return remedies;
  }

  private static int atMostInt(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }
}
