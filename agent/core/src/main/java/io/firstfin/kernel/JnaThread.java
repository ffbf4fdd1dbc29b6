package io.firstfin.kernel;

/**
 * The thread that JNA starts with its first library, to free what was collected; it logs through
 * the application's logging, and would keep JNA's class loader for ever. Nothing of ours needs it.
 */
final class JnaThread {
  private static final int SPARE = 16;

  private JnaThread() {}

  /** Ends the one that JNA, loaded by the loader of this class, started on this thread. */
  static void end(Class<?> ofJna) {
    // A new thread is in the group of the one that starts it.
    Thread[] group = new Thread[Thread.activeCount() + SPARE];
    int count = Thread.enumerate(group);
    for (int i = 0; i < count; i++) {
      if (group[i].getName().equals("JNA Cleaner")
          && group[i].getClass().getClassLoader() == ofJna.getClassLoader()) {
        // com.sun.jna.internal.Cleaner takes it as the order to end, and starts no second one.
        group[i].interrupt();
      }
    }
  }
}
