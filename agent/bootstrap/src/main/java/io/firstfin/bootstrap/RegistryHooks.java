package io.firstfin.bootstrap;

import java.util.function.Consumer;

/**
 * What the instrumented {@code MeterRegistry} of an application's Micrometer calls. What goes wrong
 * behind these methods is the receiver's to count; nothing of it reaches the application.
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

  /** From now on nothing is heard of registries at work. */
  public static void endSearch() {
    used = null;
  }

  /** A registry's constructor has reached the end of {@code MeterRegistry}'s own part. */
  public static void created(Object registry) {
    Consumer<Object> receiver = created;
    if (receiver != null) {
      receiver.accept(registry);
    }
  }

  /** A registry that was there before the agent is at work: one read of a field when unheard. */
  public static void used(Object registry) {
    Consumer<Object> receiver = used;
    if (receiver != null) {
      receiver.accept(registry);
    }
  }
}
