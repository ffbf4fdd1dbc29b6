package io.firstfin.instrument;

import io.firstfin.bytes.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Reads class files of the JDK without loading the classes, because one of them could be the class
 * that is being loaded now.
 */
final class JdkClassFiles {
  private JdkClassFiles() {}

  static byte[] read(String internalName) {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
      if (in == null) {
        throw new IOException("this JDK has no class file of " + internalName);
      }
      return Streams.readAll(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
