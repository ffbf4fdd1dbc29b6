package io.firstfin.meters;

import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Lifetime;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.micrometer.core.instrument.Tags;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** Connections opened and closed, by the side that did so, and how long they lived. */
final class Connections implements ReportBinder {
  private Counters opened;
  private Counters closed;
  private Timers lifetime;

  @Override
  public void bindTo(Target target) {
    opened =
        new Counters(
            target,
            "firstfin.connections.opened",
            "TCP connections that this JVM opened: as client by connect, as server by accept",
            "connections");
    closed =
        new Counters(
            target,
            "firstfin.connections.closed",
            "TCP connections that ended in this JVM, by which side sent the first FIN or RST. A"
                + " count that the kernel's tables correct downwards stays the same until it is"
                + " passed",
            "connections");
    lifetime =
        new Timers(
            target,
            "firstfin.connections.lifetime",
            "Time from connect or accept to close, of connections whose opening was seen; by the"
                + " initiator that was known at the close");
    // Registered from the start: a counter that first appears at 400 has no increase that a rate
    // would show.
    for (Role role : EnumSet.of(Role.CLIENT, Role.SERVER)) {
      opened.of(role(role));
      for (Initiator initiator : EnumSet.of(Initiator.LOCAL, Initiator.REMOTE)) {
        for (How how : EnumSet.of(How.FIN, How.RST)) {
          closed.of(verdict(role, initiator, how));
        }
      }
    }
  }

  @Override
  public void update(Report report) {
    for (Map.Entry<Role, Long> entry : report.picture.totals.opened.entrySet()) {
      opened.of(role(entry.getKey())).raise(entry.getValue());
    }
    // One tag covers closes by FIN with and without a reset that followed.
    Map<Tags, Long> closes = new HashMap<Tags, Long>();
    for (CloseCount count : report.picture.closes) {
      closes.merge(verdict(count.role, count.initiator, count.how), count.count, Long::sum);
    }
    for (Map.Entry<Tags, Long> entry : closes.entrySet()) {
      closed.of(entry.getKey()).raise(entry.getValue());
    }
    for (Lifetime sum : report.picture.totals.lifetimes) {
      lifetime
          .of(role(sum.role).and("initiator", sum.initiator.label()))
          .raise(sum.count, sum.nanos);
    }
  }

  @Override
  public void unbind() {
    opened.removeAll();
    closed.removeAll();
    lifetime.removeAll();
  }

  private static Tags verdict(Role role, Initiator initiator, How how) {
    return role(role).and("initiator", initiator.label(), "how", how.label());
  }

  private static Tags role(Role role) {
    return Tags.of("role", role.label());
  }
}
