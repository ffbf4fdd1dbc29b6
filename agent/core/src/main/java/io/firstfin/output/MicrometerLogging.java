package io.firstfin.output;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import java.lang.reflect.Proxy;

/**
 * Keeps the agent's own Micrometer from java.util.logging. Micrometer would initialise it, and the
 * application could no longer choose its log manager. The outputs themselves log what must be said.
 */
public final class MicrometerLogging {
  private MicrometerLogging() {}

  /** Must be called before the first registry is made. */
  public static void silence() {
    InternalLoggerFactory.setDefaultFactory(
        new InternalLoggerFactory() {
          @Override
          protected InternalLogger newInstance(String name) {
            return silent(name);
          }
        });
  }

  private static InternalLogger silent(String name) {
    return (InternalLogger)
        Proxy.newProxyInstance(
            InternalLogger.class.getClassLoader(),
            new Class<?>[] {InternalLogger.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == boolean.class) {
                return false;
              }
              return method.getReturnType() == String.class ? name : null;
            });
  }
}
