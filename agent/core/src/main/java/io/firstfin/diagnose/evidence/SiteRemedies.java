package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.vocabulary.FindingId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remedies for the libraries in the stacks that closed sockets now in TIME_WAIT. */
public final class SiteRemedies {
  private SiteRemedies() {}

  /** Without repetitions, beginning with the heaviest call site; empty when none is known. */
  public static Set<String> of(FindingId findingId, List<SiteShare> sites, RuleInput input) {
    Set<String> remedies = new LinkedHashSet<>();
    for (SiteShare share : sites) {
      remedies.addAll(of(findingId, share.site, SiteFrames.of(share, input), input));
    }
    return remedies;
  }

  /**
   * Those of one site. Where no line of the application closed, the stack of the opening shows
   * which library the application called; where that is not known, the thread's name may show it.
   *
   * @param id of the site
   * @param frames those of its closing stack that are known
   */
  static List<String> of(FindingId findingId, String id, List<String> frames, RuleInput input) {
    Site site = input.picture.site(id);
    if (site == null) {
      return input.libraries.remedies(findingId, frames);
    }
    return input.libraries.remedies(findingId, called(site, frames), site.thread);
  }

  /** The stack that shows which library the application called. */
  static List<String> called(Site site, List<String> closing) {
    return site.openerFrames.isEmpty() ? closing : site.openerFrames;
  }
}
