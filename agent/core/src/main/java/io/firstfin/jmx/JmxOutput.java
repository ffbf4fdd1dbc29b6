package io.firstfin.jmx;

import io.firstfin.output.Output;
import io.firstfin.output.ReportSource;
import io.firstfin.report.Report;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * Puts the report into the platform's MBean server once the application or a tool has made that
 * server. The agent never makes it, because the application chooses the builder that makes it.
 */
public final class JmxOutput implements Output {
  static final String NAME = "io.firstfin:type=FirstFIN";

  /** A bean that the JDK registers in the platform's server and in no other. */
  private static final String RUNTIME = "java.lang:type=Runtime";

  private final ReportSource fresh;
  private final ObjectName name;
  private final ObjectName runtime;
  private MBeanServer server;
  private ManagedReport bean;
  private boolean refused;

  public JmxOutput(ReportSource fresh) throws JMException {
    this.fresh = fresh;
    this.name = new ObjectName(NAME);
    this.runtime = new ObjectName(RUNTIME);
  }

  @Override
  public void update(Report report) {
    if (bean != null) {
      bean.update(report);
    } else if (!refused) {
      try {
        register(report);
      } catch (JMException | SecurityException e) {
        refused = true;
        throw new IllegalStateException(NAME + " is not to be had: " + e, e);
      }
    }
  }

  private void register(Report report) throws JMException {
    for (MBeanServer candidate : MBeanServerFactory.findMBeanServer(null)) {
      if (candidate.isRegistered(runtime)) {
        ManagedReport made = new ManagedReport(fresh, report);
        candidate.registerMBean(made, name);
        server = candidate;
        bean = made;
        return;
      }
    }
  }

  @Override
  public boolean takeWanted() {
    return bean != null && bean.hasReaders();
  }

  @Override
  public void close() {
    if (server == null) {
      return;
    }
    try {
      server.unregisterMBean(name);
    } catch (JMException e) {
      throw new IllegalStateException(NAME + " stays: " + e, e);
    }
  }
}
