package io.firstfin.agent;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Reads the class files for the bootstrap loader out of firstfin.jar. */
final class BootstrapFiles {
  private static final String FOLDER = "bootstrap/";

  private BootstrapFiles() {}

  static byte[] read(String jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar, false)) {
      JarEntry entry = file.getJarEntry(FOLDER + name.replace('.', '/') + ".class");
      if (entry == null) {
        throw new IOException(jar + " has no " + name);
      }
      byte[] bytes = new byte[(int) entry.getSize()];
      try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
        in.readFully(bytes);
      }
      return bytes;
    }
  }
}
