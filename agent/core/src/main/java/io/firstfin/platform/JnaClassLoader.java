package io.firstfin.platform;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.security.ProtectionDomain;

/** Loads JNA from firstfin.jar, in a JVM without modules. */
final class JnaClassLoader extends ClassLoader {
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
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
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
