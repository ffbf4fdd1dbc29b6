package io.firstfin.agent;

import io.firstfin.instrument.ServiceUseListener;
import io.firstfin.jmx.JmxOutput;
import io.firstfin.output.Output;
import io.firstfin.output.Outputs;
import io.firstfin.output.ReportSource;
import io.firstfin.record.CallSites;
import io.firstfin.record.Recorder;
import java.lang.reflect.InvocationTargetException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Opens the outputs into services of the JDK (JMX, JFR) once the application or a tool uses these
 * services.
 */
final class ServiceOutputs implements ServiceUseListener {
  private final Parts parts;
  private final Outputs outputs;
  private final ReportSource reports;

  private final Set<Service> opened = EnumSet.noneOf(Service.class);
  private volatile boolean flightRecorderUsed;
  private volatile boolean managementUsed;

  /** {@code reports} makes the report that a client of JMX asks for. */
  ServiceOutputs(Parts parts, Outputs outputs, ReportSource reports) {
    this.parts = parts;
    this.outputs = outputs;
    this.reports = reports;
  }

  /** Called on any thread; the agent's thread then opens the output. */
  @Override
  public void serviceIsUsed(Service service) {
    if (service == Service.FLIGHT_RECORDER) {
      flightRecorderUsed = true;
    } else {
      managementUsed = true;
    }
    parts.signals.wake();
  }

  /** Called on the agent's thread. */
  void open() {
    if (flightRecorderUsed && parts.options.jfr && opened.add(Service.FLIGHT_RECORDER)) {
      outputs.open("jfr", this::flightRecorder);
    }
    if (managementUsed && opened.add(Service.MANAGEMENT)) {
      outputs.open("jmx", () -> new JmxOutput(reports));
    }
  }

  /** Made by its name, because it is compiled against a module that a JVM may lack. */
  private Output flightRecorder() throws Exception {
    Runnable checkSoon = parts.signals::checkSoon;
    try {
      return (Output)
          Class.forName("io.firstfin.jfr.FlightRecorderOutput")
              .getConstructor(Recorder.class, CallSites.class, Runnable.class)
              .newInstance(parts.recorder, parts.sites, checkSoon);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
  }
}
