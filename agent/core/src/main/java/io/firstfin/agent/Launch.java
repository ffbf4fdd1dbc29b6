package io.firstfin.agent;

import io.firstfin.platform.JavaPlatform;
import java.lang.instrument.Instrumentation;
import java.util.Map;

/** What the launcher passes to one life of the agent. */
final class Launch {
  final JavaPlatform platform;
  final Instrumentation instrumentation;

  /** The path of firstfin.jar. */
  final String jar;

  /** Prefixes of the packages that the core's loader leaves to other loaders. */
  final Map<String, ClassLoader> delegates;

  /** The agent's arguments; may be null. */
  final String arguments;

  /** Whether the application was running before the agent. */
  final boolean late;

  /** {@code platform} has been prepared by {@link HookClasses}. */
  Launch(
      JavaPlatform platform,
      Instrumentation instrumentation,
      String jar,
      Map<String, ClassLoader> delegates,
      String arguments,
      boolean late) {
    this.platform = platform;
    this.instrumentation = instrumentation;
    this.jar = jar;
    this.delegates = delegates;
    this.arguments = arguments;
    this.late = late;
  }
}
