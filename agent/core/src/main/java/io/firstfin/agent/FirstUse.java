package io.firstfin.agent;

/**
 * Initialises what is else initialised by the first socket event, on a thread of the application
 * and so, under a SecurityManager, with the application's permissions: not enough for the fields of
 * the JDK's classes.
 */
final class FirstUse {
  /** With all that is nested in them. */
  private static final String[] CLASSES = {
    "io.firstfin.record.SocketFields", "io.firstfin.record.ConnectionRecorder"
  };

  private FirstUse() {}

  /** On a thread with the agent's own permissions; without a SecurityManager it does nothing. */
  static void prepare() {
    if (System.getSecurityManager() == null) {
      return;
    }
    for (String name : CLASSES) {
      try {
        for (Class<?> nested : initialized(name).getDeclaredClasses()) {
          initialized(nested.getName());
        }
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
      }
    }
  }

  private static Class<?> initialized(String name) throws ClassNotFoundException {
    return Class.forName(name, true, FirstUse.class.getClassLoader());
  }
}
