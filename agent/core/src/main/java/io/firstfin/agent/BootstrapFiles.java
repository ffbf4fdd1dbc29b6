package io.firstfin.agent;

import io.firstfin.bytes.Streams;
import java.io.IOException;
import java.io.InputStream;

/** Reads the class files for the bootstrap loader: resources of the core, in a folder. */
final class BootstrapFiles {
  private static final String FOLDER = "/bootstrap/";

  private BootstrapFiles() {}

  static byte[] read(String name) throws IOException {
    String path = FOLDER + name.replace('.', '/') + ".class";
    try (InputStream in = BootstrapFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("firstfin.jar has no " + name);
      }
      return Streams.readAll(in);
    }
  }
}
