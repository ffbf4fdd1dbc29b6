package io.firstfin.instrument;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.dynamic.ClassFileLocator;

/** Reads class files of the JDK without loading the classes, which could be in the making. */
final class JdkClassFiles implements ClassFileLocator {
  @Override
  public Resolution locate(String name) throws IOException {
    InputStream in = ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class");
    if (in == null) {
      return new Resolution.Illegal(name);
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(16384);
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
      }
      return new Resolution.Explicit(bytes.toByteArray());
    } finally {
      in.close();
    }
  }

  @Override
  public void close() {}
}
