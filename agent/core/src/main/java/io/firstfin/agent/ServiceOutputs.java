package io.firstfin.agent;

import io.firstfin.instrument.ServiceUseListener.Service;
import io.firstfin.jmx.JmxOutput;
import io.firstfin.options.Options;
import io.firstfin.output.Output;
import io.firstfin.output.Outputs;
import io.firstfin.record.CallSites;
import io.firstfin.record.Recorder;
import java.lang.reflect.InvocationTargetException;
import java.util.EnumSet;
import java.util.Set;

/** Opens the outputs into services of the JDK once these are used by somebody else. */
final class ServiceOutputs {
  private final Options options;
  private final Outputs outputs;
  private final Recorder recorder;
  private final CallSites sites;
  private final Watch watch;

  private final Set<Service> opened = EnumSet.noneOf(Service.class);
  private volatile boolean flightRecorderUsed;
  private volatile boolean managementUsed;

  ServiceOutputs(
      Options options, Outputs outputs, Recorder recorder, CallSites sites, Watch watch) {
    this.options = options;
    this.outputs = outputs;
    this.recorder = recorder;
    this.sites = sites;
    this.watch = watch;
  }

  /** Any thread. */
  void use(Service service) {
    if (service == Service.FLIGHT_RECORDER) {
      flightRecorderUsed = true;
    } else {
      managementUsed = true;
    }
  }

  /** The agent's thread. */
  void open() {
    if (flightRecorderUsed && options.jfr && opened.add(Service.FLIGHT_RECORDER)) {
      outputs.open("jfr", this::flightRecorder);
    }
    if (managementUsed && opened.add(Service.MANAGEMENT)) {
      outputs.open("jmx", () -> new JmxOutput(watch));
    }
  }

  /** By name: it is compiled against a module that a JVM may lack. */
  private Output flightRecorder() throws Exception {
    try {
      return (Output)
          Class.forName("io.firstfin.jfr.FlightRecorderOutput")
              .getConstructor(Recorder.class, CallSites.class, Runnable.class)
              .newInstance(recorder, sites, (Runnable) watch::lookSoon);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
  }
}
