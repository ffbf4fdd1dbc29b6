package io.firstfin.instrument;

import io.firstfin.bytes.Streams;
import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * Reads class files of the JDK without loading the classes, because one of them could be the class
 * that is being loaded now.
 */
final class JdkClassFiles implements ClassFileLocator {
  @Override
  public Resolution locate(String name) throws IOException {
    InputStream in = ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class");
    if (in == null) {
      return new Resolution.Illegal(name);
    }
    try {
      return new Resolution.Explicit(Streams.readAll(in));
    } finally {
      in.close();
    }
  }

  @Override
  public void close() {}
}
