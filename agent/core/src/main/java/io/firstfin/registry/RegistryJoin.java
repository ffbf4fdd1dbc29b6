package io.firstfin.registry;

import io.firstfin.bootstrap.RegistryHooks;
import io.firstfin.instrument.RegistryTransformer;
import io.firstfin.log.AgentLog;
import io.firstfin.output.Output;
import java.lang.instrument.Instrumentation;

/**
 * The option {@code registry=auto}: the whole of its work, from the first class that loads to the
 * last one that is restored.
 */
public final class RegistryJoin {
  private final SeenRegistries seen;
  private final RegistryTransformer transformer;
  private volatile RegistryOutput output;

  /** {@code whenSeen} runs when the application has a registry, on a thread of its own. */
  public RegistryJoin(Instrumentation instrumentation, Runnable whenSeen) {
    seen = new SeenRegistries(whenSeen);
    transformer = new RegistryTransformer(instrumentation);
  }

  /** From now on the application's new registries are seen. */
  public void install() {
    RegistryHooks.connect(seen, seen);
    transformer.install();
  }

  /** Searches the classes that were loaded before, and shows the meters. On the agent's thread. */
  public Output open(AgentLog log) {
    output = new RegistryOutput(log, seen, transformer);
    return output;
  }

  /** Which registries show the meters, in words. */
  public String state() {
    RegistryOutput opened = output;
    return opened == null ? "not open" : opened.state();
  }

  /** Looks for no more registries, and restores the classes. */
  public void uninstall() {
    RegistryHooks.connect(null, null);
    transformer.uninstall();
  }
}
