package io.firstfin.instrument;

/** The calls of {@link io.firstfin.bootstrap.RegistryHooks}, which says what they mean. */
final class RegistryCalls {
  private static final String HOOKS = "io/firstfin/bootstrap/RegistryHooks";

  private RegistryCalls() {}

  static Call created(Value registry) {
    return Call.of(HOOKS, "created", "(Ljava/lang/Object;)V", registry);
  }

  static Call used(Value registry) {
    return Call.of(HOOKS, "used", "(Ljava/lang/Object;)V", registry);
  }
}
