package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
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
      remedies.addAll(input.libraries.remedies(findingId, SiteFrames.of(share, input)));
    }
    return remedies;
  }
}
