package io.firstfin.kernel;

/**
 * The thread that JNA starts with its first library, to free the native memory of collected
 * objects. It logs through the application's logging, and would keep JNA's class loader for ever.
 * The agent does not need it.
 */
final class JnaThread {
  private static final int SPARE = 16;

  private JnaThread() {}

  /**
   * Ends the thread that JNA has started from the calling thread. {@code ofJna} is a class of that
   * JNA, by whose loader its thread is recognised.
   */
  static void end(Class<?> ofJna) {
    // A new thread is in the group of the thread that starts it.
    Thread[] group = new Thread[Thread.activeCount() + SPARE];
    int count = Thread.enumerate(group);
    for (int i = 0; i < count; i++) {
      if (group[i].getName().equals("JNA Cleaner")
          && group[i].getClass().getClassLoader() == ofJna.getClassLoader()) {
        // com.sun.jna.internal.Cleaner ends its thread when it is interrupted, and starts no second
        // one.
        group[i].interrupt();
      }
    }
  }
}
