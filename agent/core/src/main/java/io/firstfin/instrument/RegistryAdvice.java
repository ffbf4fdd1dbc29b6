package io.firstfin.instrument;

import io.firstfin.bootstrap.RegistryHooks;
import net.bytebuddy.asm.Advice;

/** Inlined into the application's {@code io.micrometer.core.instrument.MeterRegistry}. */
final class RegistryAdvice {
  private RegistryAdvice() {}

  static final class Created {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object registry) {
      RegistryHooks.created(registry);
    }
  }

  static final class Used {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object registry) {
      RegistryHooks.used(registry);
    }
  }
}
