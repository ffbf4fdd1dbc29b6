package io.firstfin.bootstrap;

import java.util.function.Consumer;

/**
 * The instrumented {@code MeterRegistry} of the application's Micrometer calls these methods. A
 * receiver catches and counts its own errors, so that none reaches the application.
 */
public final class RegistryHooks {
  private static volatile Consumer<Object> created;
  private static volatile Consumer<Object> used;

  private RegistryHooks() {}

  /** From now on registries go to these receivers; null means nowhere. */
  public static void connect(Consumer<Object> whenCreated, Consumer<Object> whenUsed) {
    created = whenCreated;
    used = whenUsed;
  }

  /** From now on no use of a registry is reported. */
  public static void endSearch() {
    used = null;
  }

  /**
   * The constructor of {@code MeterRegistry} has ended; that of the registry's own class may still
   * run.
   */
  public static void created(Object registry) {
    Consumer<Object> receiver = created;
    if (receiver != null) {
      receiver.accept(registry);
    }
  }

  /**
   * A registry that is older than the agent was used. This costs one read of a field when nothing
   * listens.
   */
  public static void used(Object registry) {
    Consumer<Object> receiver = used;
    if (receiver != null) {
      receiver.accept(registry);
    }
  }
}
