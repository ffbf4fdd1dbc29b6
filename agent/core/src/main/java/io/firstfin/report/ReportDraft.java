package io.firstfin.report;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The parts of a report that have been read until now. One thread. */
final class ReportDraft {
  final Picture.Builder picture = Picture.builder();

  /** Read from two keys of the report, as are the sites. */
  final List<Destination> destinations = new ArrayList<Destination>();

  final List<Site> sites = new ArrayList<Site>();
  final List<Finding> findings = new ArrayList<Finding>();
  final List<Finding> ending = new ArrayList<Finding>();
  final List<Finding> ended = new ArrayList<Finding>();
  Thresholds thresholds;

  Report build() {
    picture.destinations(destinations).sites(sites);
    ActiveFindings read =
        new ActiveFindings(findings, ending, ended, Collections.<Finding>emptyList());
    return new Report(picture.build(), read, thresholds, Freshness.UNKNOWN);
  }
}
