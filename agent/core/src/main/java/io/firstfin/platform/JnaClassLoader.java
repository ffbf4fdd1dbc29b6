package io.firstfin.platform;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.security.ProtectionDomain;

/**
 * Loads JNA from firstfin.jar, before JDK 24. JNA's one finalizer is left out: it closes native
 * libraries that are still open. Java 8 runs the finalizers of a class loader's objects in any
 * order, so that the native code may be unloaded by then, and the JVM would crash.
 */
final class JnaClassLoader extends ClassLoader {
  /** The name of the method as a constant of a class file: the tag, the length, the text. */
  private static final byte[] FINALIZE = {1, 0, 8, 'f', 'i', 'n', 'a', 'l', 'i', 'z', 'e'};

  private final JnaFiles files;
  private final ProtectionDomain domain = JnaClassLoader.class.getProtectionDomain();

  JnaClassLoader(JnaFiles files, ClassLoader parent) {
    super(parent);
    this.files = files;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      byte[] bytes = files.classFile(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      leaveOutFinalizer(bytes);
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** Gives the finalizer of a class file a name that no JVM calls. */
  static void leaveOutFinalizer(byte[] classFile) {
    for (int i = 0; i <= classFile.length - FINALIZE.length; i++) {
      int matching = 0;
      while (matching < FINALIZE.length && classFile[i + matching] == FINALIZE[matching]) {
        matching++;
      }
      if (matching == FINALIZE.length) {
        classFile[i + matching - 1] = '_';
      }
    }
  }

  /** JNA finds its native code through this. */
  @Override
  protected URL findResource(String name) {
    if (!JnaFiles.isNative(name)) {
      return null;
    }
    try {
      File file = files.unpack(name);
      return file == null ? null : file.toURI().toURL();
    } catch (IOException e) {
      return null;
    }
  }
}
