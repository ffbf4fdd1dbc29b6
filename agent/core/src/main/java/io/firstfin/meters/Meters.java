package io.firstfin.meters;

import io.firstfin.report.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * All meters of the agent, in one registry. They are read on any thread and show the last report
 * that was given; binding, giving and closing are one thread's. The registry holds no strong
 * reference to them, nor they to the registry: whoever bound them keeps this object.
 */
public final class Meters implements MeterBinder, Consumer<Report>, AutoCloseable {
  private final List<ReportBinder> binders =
      Arrays.asList(
          new Connections(),
          new Sockets(),
          new Ports(),
          new ConnectFailures(),
          new Findings(),
          new TimeWaitBySite(),
          new TimeWaitByDestination(),
          new AgentHealth(),
          new Census());

  private final AtomicBoolean read;
  private Target target;

  public Meters() {
    this(new AtomicBoolean());
  }

  /** {@code read} becomes true whenever somebody reads what the kernel's tables say. */
  public Meters(AtomicBoolean read) {
    this.read = read;
  }

  /** Registers what there always is; the rest follows with the reports. Called once. */
  @Override
  public void bindTo(MeterRegistry registry) {
    target = new Target(registry, read);
    for (ReportBinder binder : binders) {
      binder.bindTo(target);
    }
  }

  /** Shows a report from now on. */
  @Override
  public void accept(Report report) {
    for (ReportBinder binder : binders) {
      binder.update(report);
    }
  }

  /** What a filter or listener of the registry threw since this was asked last, or null. */
  public Throwable takeFailure() {
    return target.takeFailure();
  }

  /** Takes every meter out of the registry. */
  @Override
  public void close() {
    for (ReportBinder binder : binders) {
      binder.unbind();
    }
  }
}
