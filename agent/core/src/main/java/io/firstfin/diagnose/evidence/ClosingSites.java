package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Site;
import io.firstfin.vocabulary.FindingId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The lines that ended connections in one way: those of a destination, of a port, or of the
 * process.
 */
public final class ClosingSites {
  private final Lines lines = new Lines();

  /** The frames of each site, by its id. */
  private final Map<String, List<String>> stacks = new LinkedHashMap<>();

  private long known;

  private final RuleInput input;

  private ClosingSites(RuleInput input) {
    this.input = input;
  }

  /** The lines of the process, whatever the destination. */
  public static ClosingSites of(RuleInput input, Predicate<Site> which) {
    ClosingSites sites = new ClosingSites(input);
    for (Site site : input.picture.sites) {
      if (which.test(site)) {
        sites.add(site.id, site.line, site.via, site.closes, site.frames);
      }
    }
    return sites;
  }

  /** The lines among the shares of a destination or a listening port. */
  public static ClosingSites of(
      List<ClosingShare> shares, RuleInput input, Predicate<ClosingShare> which) {
    ClosingSites sites = new ClosingSites(input);
    for (ClosingShare share : shares) {
      if (which.test(share)) {
        sites.add(share.site, share.line, share.via, share.closes, SiteFrames.of(share, input));
      }
    }
    return sites;
  }

  private void add(String id, String line, String via, long closes, List<String> frames) {
    Site site = input.picture.site(id);
    lines.add(line, via, site == null ? "" : site.closedBy, atMostInt(closes));
    stacks.put(id, frames);
    known += line.isEmpty() ? 0 : closes;
  }

  /**
   * Each line's share of {@code whole} connections; when it is negative, of all whose line is
   * known.
   */
  public List<String> lines(long whole) {
    return lines.text(atMostInt(whole < 0 ? known : whole), "line not known");
  }

  /** Remedies for the libraries in the stacks, without repetitions. */
  public Set<String> remedies(FindingId findingId) {
    Set<String> remedies = new LinkedHashSet<>();
    stacks.forEach((id, frames) -> remedies.addAll(SiteRemedies.of(findingId, id, frames, input)));
    return remedies;
  }

  private static int atMostInt(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }
}
