package io.firstfin.meters;

import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/** This JVM's TIME_WAIT by the call site that closed. */
final class TimeWaitBySite implements ReportBinder {
  private static final Tags OTHER = Tags.of("site", "other", "line", "other");

  private Gauges sockets;

  @Override
  public void bindTo(Target target) {
    sockets =
        new Gauges(
            target,
            "firstfin.time_wait.by.site",
            "This JVM's sockets in TIME_WAIT by the call site that closed them: the heaviest, as"
                + " many as option top says, and the rest as other",
            "sockets");
  }

  @Override
  public void update(Report report) {
    Picture picture = report.picture;
    Map<Tags, Double> values = new HashMap<Tags, Double>();
    double rest = picture.timeWait.thisJvm < 0 ? Double.NaN : picture.timeWait.thisJvm;
    for (Site site : picture.heaviestSites()) {
      if (rest > 0 && site.timeWait > 0) {
        // One line can close in several ways.
        Tags tags = Tags.of("site", site.id, "line", site.line.isEmpty() ? "unknown" : site.line);
        Double before = values.get(tags);
        values.put(tags, site.timeWait + (before == null ? 0 : before));
        rest -= site.timeWait;
      }
    }
    values.put(OTHER, rest);
    sockets.show(values);
  }

  @Override
  public void unbind() {
    sockets.removeAll();
  }
}
