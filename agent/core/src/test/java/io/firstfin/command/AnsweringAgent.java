package io.firstfin.command;

import java.lang.reflect.Field;
import java.util.Properties;
import java.util.Set;

/** An agent that answers like the core's agent, for a target that opens jdk.internal.vm. */
public final class AnsweringAgent extends Properties {
  private static final long serialVersionUID = 1;

  private int reports;

  private AnsweringAgent() {}

  /** The JVM calls this. */
  public static void agentmain(String arguments) throws Exception {
    AnsweringAgent properties = new AnsweringAgent();
    properties.setProperty("firstfin.answer." + arguments.split(":", 4)[2], "ok:done");
    Field own = Class.forName("jdk.internal.vm.VMSupport").getDeclaredField("agentProps");
    own.setAccessible(true);
    own.set(null, properties);
  }

  @Override
  public Set<String> stringPropertyNames() {
    Set<String> names = new java.util.HashSet<>(super.stringPropertyNames());
    names.add("firstfin.report");
    return names;
  }

  @Override
  public String getProperty(String key) {
    return key.equals("firstfin.report")
        ? "ok:" + ++reports + "\u00e9x".repeat(1_000_000)
        : super.getProperty(key);
  }
}
