package io.firstfin.launcher;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.jar.JarFile;

/**
 * A copy of firstfin.jar whose file has no name any more, so that nothing can change it while the
 * agent runs. An upgrade by {@code cp} overwrites the jar itself: a class that is loaded after that
 * would not be found, and Java 8, which maps a part of each open jar, would crash.
 */
final class PrivateCopy {
  private static final int BUFFER = 1 << 16;

  /** Containers with a read-only root have this one. */
  private static final String SHARED_MEMORY = "/dev/shm";

  private PrivateCopy() {}

  /** Opens a copy of the jar; where no directory can be written to, the jar itself. */
  static JarFile open(File jar) throws IOException {
    String[] directories = {System.getProperty("java.io.tmpdir", "/tmp"), SHARED_MEMORY};
    for (String directory : directories) {
      // Not File.createTempFile, because its random numbers cost more than the copy.
      File copy = new File(directory, "firstfin-" + Long.toHexString(System.nanoTime()) + ".jar");
      boolean made = false;
      try {
        made = copy.createNewFile();
        if (made) {
          copy(jar, copy);
          ClassPathJar.replace(jar, copy);
          return new JarFile(copy, false);
        }
      } catch (IOException e) {
        // The directory is missing, full or read-only: the next one may do.
      } finally {
        if (made) {
          copy.delete();
        }
      }
    }
    return new JarFile(jar, false);
  }

  private static void copy(File from, File to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = new FileInputStream(from);
        OutputStream out = new FileOutputStream(to)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }
}
