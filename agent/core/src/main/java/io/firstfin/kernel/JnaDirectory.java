package io.firstfin.kernel;

import java.io.File;

/**
 * Looks for the directory to which JNA will unpack its native code, by JNA's own rules. Where there
 * is none, JNA would log a stack trace through java.util.logging, which belongs to the application.
 * So JNA must not be loaded then.
 */
final class JnaDirectory {
  private static final String PROPERTY = "jna.tmpdir";

  private JnaDirectory() {}

  /** What is wrong and what to do, or null when there is a directory. */
  static String problem() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return isMade(new File(named))
          ? null
          : PROPERTY + "=" + named + " cannot be written to; name a directory that can";
    }
    File temporary = new File(System.getProperty("java.io.tmpdir", ""));
    if (isMade(cache()) || isUsable(temporary)) {
      return null;
    }
    return "neither "
        + cache()
        + " nor "
        + temporary
        + " can be written to; name a directory that can with -D"
        + PROPERTY;
  }

  private static File cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    File base =
        configured == null || configured.trim().isEmpty()
            ? new File(System.getProperty("user.home", ""), ".cache")
            : new File(configured);
    return new File(base, "JNA/temp");
  }

  private static boolean isMade(File directory) {
    directory.mkdirs();
    return isUsable(directory);
  }

  private static boolean isUsable(File directory) {
    return directory.isDirectory() && directory.canWrite();
  }
}
