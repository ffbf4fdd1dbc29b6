package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The lines that ended connections in one way, whatever their destination. */
final class ClosingSites {
  private final Picture picture;
  private final Predicate<Site> which;

  ClosingSites(Picture picture, Predicate<Site> which) {
    this.picture = picture;
    this.which = which;
  }

  /** Each line's share of {@code whole} connections; of all that have a line when negative. */
  List<String> lines(long whole) {
    Lines lines = new Lines();
    long known = 0;
    for (Site site : picture.sites) {
      if (which.test(site)) {
        lines.add(site.line, site.via, atMostInt(site.closes));
        known += site.line.isEmpty() ? 0 : site.closes;
      }
    }
    return lines.text(atMostInt(whole < 0 ? known : whole), "line not known");
  }

  /** By the libraries in their stacks, without repetitions. */
  Set<String> remedies(String findingId) {
    Set<String> remedies = new LinkedHashSet<>();
    for (Site site : picture.sites) {
      if (which.test(site)) {
        remedies.addAll(Libraries.remedies(findingId, site.frames));
      }
    }
    return remedies;
  }

  private static int atMostInt(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }
}
