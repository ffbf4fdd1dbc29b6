package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import java.util.ArrayList;
import java.util.List;

/** What has been read of a report so far. One thread. */
final class ReportDraft {
  final Picture.Builder picture = Picture.builder();

  /** From two keys of the report, as those of the next. */
  final List<Destination> destinations = new ArrayList<Destination>();

  final List<Site> sites = new ArrayList<Site>();
  final List<Finding> findings = new ArrayList<Finding>();
  final List<Finding> ending = new ArrayList<Finding>();
  Thresholds thresholds;

  Report build() {
    picture.destinations(destinations).sites(sites);
    return new Report(picture.build(), findings, ending, thresholds);
  }
}
