package io.firstfin.meters;

import io.firstfin.picture.KernelView;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.TcpState;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/** Sockets of the network namespace by state and owner. */
final class Sockets implements ReportBinder {
  private Gauges sockets;

  @Override
  public void bindTo(Target target) {
    sockets =
        new Gauges(
            target,
            "firstfin.sockets",
            "TCP sockets of the network namespace. Owner jvm: known to be this JVM's; others: all"
                + " the rest, also those without a known owner, as all in last_ack and"
                + " syn_received, where there is no owner jvm",
            "sockets");
  }

  /** The sum over both owners is the kernel's count, however much is known of the owners. */
  @Override
  public void update(Report report) {
    KernelView kernel = report.picture.kernel;
    Map<Tags, Double> values = new HashMap<Tags, Double>();
    for (TcpState state : TcpState.values()) {
      Integer all = kernel.states.get(state);
      Integer own = kernel.statesOfThisJvm.get(state);
      Tags tags = Tags.of("state", state.label());
      if (own != null) {
        values.put(tags.and("owner", "jvm"), own.doubleValue());
      }
      values.put(
          tags.and("owner", "others"),
          all == null ? Double.NaN : all.doubleValue() - (own == null ? 0 : own));
    }
    sockets.show(values);
  }

  @Override
  public void unbind() {
    sockets.removeAll();
  }
}
