package io.firstfin.meters;

import io.firstfin.picture.Destination;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.Role;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** This JVM's TIME_WAIT by destination, and as server by client. */
final class TimeWaitByDestination implements ReportBinder {
  private Gauges sockets;

  @Override
  public void bindTo(Target target) {
    sockets =
        new Gauges(
            target,
            "firstfin.time_wait.by.destination",
            "This JVM's sockets in TIME_WAIT by destination, and as server by client: the heaviest,"
                + " as many as option top says, and the rest of each role as other",
            "sockets");
  }

  @Override
  public void update(Report report) {
    Map<Role, Integer> rest = new EnumMap<Role, Integer>(Role.class);
    rest.putAll(report.picture.totals.timeWait);
    Map<Tags, Double> values = new HashMap<Tags, Double>();
    for (Destination destination : report.picture.heaviestDestinations()) {
      Integer ofRole = rest.get(destination.role);
      if (ofRole != null && destination.timeWait > 0) {
        // A client of two listening ports has two entries, which have the same tags.
        Tags tags = tags(destination.remote, destination.name, destination.role);
        Double before = values.get(tags);
        values.put(tags, destination.timeWait + (before == null ? 0 : before));
        rest.put(destination.role, ofRole - destination.timeWait);
      }
    }
    for (Role role : Role.values()) {
      Integer ofRole = rest.get(role);
      if (role != Role.UNKNOWN || ofRole != null && ofRole > 0) {
        values.put(tags("other", "", role), ofRole == null ? Double.NaN : ofRole);
      }
    }
    sockets.show(values);
  }

  @Override
  public void unbind() {
    sockets.removeAll();
  }

  /** Some registries refuse an empty value. */
  private static Tags tags(String remote, String name, Role role) {
    return Tags.of("remote", remote, "name", name.isEmpty() ? "none" : name, "role", role.label());
  }
}
