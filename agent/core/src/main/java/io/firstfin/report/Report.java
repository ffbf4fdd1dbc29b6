package io.firstfin.report;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A picture and what was found in it. Immutable. */
public final class Report {
  public final Picture picture;

  /** The findings on this picture; warnings come first. */
  public final List<Finding> findings;

  /** As in {@link io.firstfin.diagnose.ActiveFindings#ending}. */
  public final List<Finding> ending;

  /** As in {@link io.firstfin.diagnose.ActiveFindings#ended}. */
  public final List<Finding> ended;

  /** The thresholds of the findings; null when unknown. */
  public final Thresholds thresholds;

  /** How old this report is. */
  public final Freshness freshness;

  /** A report of one check alone. */
  public Report(Picture picture, List<Finding> findings) {
    this(picture, new ActiveFindings(findings), null, Freshness.UNKNOWN);
  }

  /** The report of a check with what the checks before it have shown. */
  public Report(Picture picture, ActiveFindings found, Thresholds thresholds, Freshness freshness) {
    this.picture = picture;
    findings = found.findings;
    ending = found.ending;
    ended = found.ended;
    this.thresholds = thresholds;
    this.freshness = freshness;
  }

  /** The destinations to show: the heaviest, and those with a finding. */
  public List<Destination> destinations() {
    Set<String> subjects = new HashSet<String>();
    for (Finding finding : findings) {
      subjects.add(finding.subject);
    }
    List<Destination> shown = new ArrayList<Destination>(picture.heaviestDestinations());
    for (int i = shown.size(); i < picture.destinations.size(); i++) {
      Destination destination = picture.destinations.get(i);
      if (destination.role == Role.CLIENT && subjects.contains(destination.remote)) {
        shown.add(destination);
      }
    }
    return shown;
  }
}
