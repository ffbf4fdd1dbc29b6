package io.firstfin.agent;

import io.firstfin.output.ReportSource;
import io.firstfin.text.Reason;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * The JVM's agent properties and one more, whose value is a report that is made when it is read. So
 * a report needs no second start of the agent. Each start would cost the JVM an environment of its
 * tool interface, and from Java 21 on a warning.
 */
final class ReportProperties extends Properties {
  /** {@code ok:} and the report as JSON, or {@code error:} and one line. */
  static final String REPORT = "firstfin.report";

  /**
   * Present instead where the JVM's properties could not be replaced: then a report needs a
   * command.
   */
  static final String ASK = "firstfin.ask";

  private static final long serialVersionUID = 1;

  private final transient Properties own;
  private final transient ReportSource source;

  ReportProperties(Properties own, ReportSource source) {
    super();
    this.own = own;
    this.source = source;
    putAll(own);
  }

  static void install(ReportSource source) {
    Properties own = AgentProperties.current();
    try {
      AgentProperties.replace(new ReportProperties(own, source));
    } catch (ReflectiveOperationException | RuntimeException e) {
      own.setProperty(ASK, "command");
    }
  }

  static void uninstall() throws ReflectiveOperationException {
    Properties current = AgentProperties.current();
    if (current instanceof ReportProperties) {
      AgentProperties.replace(((ReportProperties) current).withoutReport());
    } else {
      current.remove(ASK);
    }
  }

  /**
   * The JVM's own properties, and what was put into these properties meanwhile: the address of the
   * JMX agent that a tool has started, which is published only once.
   */
  Properties withoutReport() {
    own.clear();
    own.putAll(this);
    return own;
  }

  /** The JVM calls this before it asks for each value (VMSupport, in every JDK from 8 to 26). */
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
      return "ok:" + source.freshReport();
    } catch (Throwable e) {
      return "error:" + Reason.of(e);
    }
  }
}
