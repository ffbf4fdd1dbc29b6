package io.firstfin.launcher;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A copy of what firstfin.jar has, in a file without a name, so that nothing can change it while
 * the agent runs. An upgrade by {@code cp} overwrites the jar itself: a class that is loaded after
 * that would not be found, and Java 8, which maps a part of each open jar, would crash.
 */
abstract class PrivateCopy<T> {
  private static final int BUFFER = 1 << 16;

  /** Containers with a read-only root have this one. */
  private static final String SHARED_MEMORY = "/dev/shm";

  abstract void write(OutputStream out) throws IOException;

  /** Opens the copy, whose name is taken away afterwards. */
  abstract T open(File copy) throws IOException;

  /** Null where no directory can be written to. */
  final T make() {
    String[] directories = {System.getProperty("java.io.tmpdir", "/tmp"), SHARED_MEMORY};
    for (String directory : directories) {
      // Not File.createTempFile, because its random numbers cost more than the copy.
      File copy = new File(directory, "firstfin-" + Long.toHexString(System.nanoTime()) + ".jar");
      boolean made = false;
      try {
        made = copy.createNewFile();
        if (made) {
          try (OutputStream out = new FileOutputStream(copy)) {
            write(out);
          }
          return open(copy);
        }
      } catch (IOException e) {
        // The directory is missing, full or read-only: the next one may do.
      } finally {
        if (made) {
          copy.delete();
        }
      }
    }
    return null;
  }

  /** Copies a stream to its end, and closes it. */
  static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = from) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        to.write(buffer, 0, count);
      }
    }
  }
}
