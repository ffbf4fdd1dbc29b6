package io.firstfin.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** How many descriptors a process has taken, and how many it may take. */
public final class DescriptorUse {
  private static final String OPEN_FILES = "Max open files ";

  private DescriptorUse() {}

  /**
   * The number of this process's open descriptors of any kind; -1 when unknown. Since Linux 6.2 one
   * system call is enough, because the size of the folder is their number (fs/proc/fd.c,
   * proc_fd_getattr). In older kernels that size is 0, and the descriptors are listed.
   */
  public static int taken() {
    return taken(new File("/proc/self/fd"));
  }

  /** The same of another process, by its folder {@code fd} below /proc. */
  public static int taken(File folder) {
    long size = folder.length();
    if (size > 0) {
      return (int) Math.min(size, Integer.MAX_VALUE);
    }
    String[] names = folder.list();
    return names == null ? -1 : names.length;
  }

  /** The soft limit RLIMIT_NOFILE (getrlimit(2)); -1 when unknown or unlimited. */
  public static int limit() {
    return limit(Paths.get("/proc/self/limits"));
  }

  /** The same of another process, by its file {@code limits} below /proc. */
  public static int limit(Path limits) {
    try {
      for (String line : Files.readAllLines(limits, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(OPEN_FILES)) {
          return Integer.parseInt(line.substring(OPEN_FILES.length()).trim().split(" ", 2)[0]);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // The limit is unknown, because /proc is masked or the text is "unlimited".
    }
    return -1;
  }
}
