package io.firstfin.output;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import java.lang.reflect.Proxy;

/**
 * Keeps the agent's own Micrometer from java.util.logging, which it would initialise and so fix the
 * application's choice of a log manager. What has to be said the outputs say themselves.
 */
public final class MicrometerLogging {
  private MicrometerLogging() {}

  /** Before the first registry is made. */
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
