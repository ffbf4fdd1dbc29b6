package io.firstfin.agent;

import io.firstfin.bytes.Streams;
import java.io.IOException;
import java.io.InputStream;
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
      try (InputStream in = file.getInputStream(entry)) {
        return Streams.readAll(in);
      }
    }
  }
}
