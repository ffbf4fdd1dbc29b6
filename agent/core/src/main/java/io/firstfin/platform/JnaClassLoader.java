package io.firstfin.platform;

import io.firstfin.bytes.Streams;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Loads JNA from the folder {@code jna/} of firstfin.jar, in a JVM without modules. */
final class JnaClassLoader extends ClassLoader {
  private static final String FOLDER = "jna/";

  private final File jar;
  private final JarFile file;
  private final ProtectionDomain domain = JnaClassLoader.class.getProtectionDomain();

  JnaClassLoader(File jar, ClassLoader parent) throws IOException {
    super(parent);
    this.jar = jar;
    this.file = new JarFile(jar, false);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    JarEntry entry = file.getJarEntry(FOLDER + name.replace('.', '/') + ".class");
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = file.getInputStream(entry)) {
      byte[] bytes = Streams.readAll(in);
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** JNA finds and unpacks its native library through this. */
  @Override
  protected URL findResource(String name) {
    if (file.getJarEntry(FOLDER + name) == null) {
      return null;
    }
    try {
      return new URL("jar:" + jar.toURI() + "!/" + FOLDER + name);
    } catch (MalformedURLException e) {
      return null;
    }
  }
}
