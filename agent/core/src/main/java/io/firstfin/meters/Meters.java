package io.firstfin.meters;

import io.firstfin.report.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * All meters of the agent in one registry. Any thread reads them, and they show the last report
 * that they were given; one thread binds, updates and closes them. The registry holds no strong
 * reference to them, nor they to the registry: the caller that binds them must keep this object.
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

  /**
   * {@code read} becomes true whenever a thread reads a value that comes from the kernel's tables.
   */
  public Meters(AtomicBoolean read) {
    this.read = read;
  }

  /** Registers the meters that always exist; the others follow with the reports. Called once. */
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
    target.shows(report.freshness);
    for (ReportBinder binder : binders) {
      binder.update(report);
    }
  }

  /**
   * Returns what a filter or listener of the registry threw since the last call of this, or null.
   */
  public Throwable takeFailure() {
    return target.takeFailure();
  }

  /** Removes every meter from the registry. */
  @Override
  public void close() {
    for (ReportBinder binder : binders) {
      binder.unbind();
    }
  }
}
