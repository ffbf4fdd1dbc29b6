package io.firstfin.agent;

import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The JVM's agent properties and one more, whose value is a report made when it is read. So a
 * report needs no second start of the agent, which costs the JVM an environment of its tool
 * interface each time, and a warning from Java 21 on.
 */
final class ReportProperties extends Properties {
  /** {@code ok:} and the report as JSON, or {@code error:} and one line. */
  static final String REPORT = "firstfin.report";

  /** There instead where the JVM's properties could not be replaced: ask through a command. */
  static final String ASK = "firstfin.ask";

  private static final long serialVersionUID = 1;

  private final transient Properties own;
  private final transient Callable<String> report;

  private ReportProperties(Properties own, Callable<String> report) {
    super();
    this.own = own;
    this.report = report;
    putAll(own);
  }

  static void install(Callable<String> report) {
    Properties own = AgentProperties.current();
    try {
      AgentProperties.replace(new ReportProperties(own, report));
    } catch (ReflectiveOperationException | RuntimeException e) {
      own.setProperty(ASK, "command");
    }
  }

  static void uninstall() throws ReflectiveOperationException {
    Properties current = AgentProperties.current();
    if (current instanceof ReportProperties) {
      AgentProperties.replace(((ReportProperties) current).own);
    } else {
      current.remove(ASK);
    }
  }

  /** What the JVM asks for before it asks for each value (VMSupport, in every JDK from 8 to 26). */
  @Override
  public Set<String> stringPropertyNames() {
    Set<String> names = new HashSet<String>(super.stringPropertyNames());
    names.add(REPORT);
    return names;
  }

  @Override
  public String getProperty(String key) {
    if (!REPORT.equals(key)) {
      return super.getProperty(key);
    }
    try {
      return "ok:" + report.call();
    } catch (Throwable e) {
      return "error:" + (e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }
}
