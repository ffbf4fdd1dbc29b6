package io.firstfin.launcher;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the agent's core from the folder {@code core/} of firstfin.jar. Its parent is the platform
 * loader, so that the application's Byte Buddy or JNA and the agent's never meet.
 */
final class CoreClassLoader extends ClassLoader implements Closeable {
  private static final String FOLDER = "core/";

  static {
    registerAsParallelCapable();
  }

  private final File jar;

  /** Not the jar itself: that file can be overwritten while the agent runs. */
  private final JarFile file;

  private final CoreResources resources = new CoreResources(this);

  /**
   * The launcher's domain, so that the core has the permissions that a security policy grants the
   * jar.
   */
  private final ProtectionDomain domain = CoreClassLoader.class.getProtectionDomain();

  private final Map<String, ClassLoader> delegates = new ConcurrentHashMap<String, ClassLoader>();

  CoreClassLoader(File jar) throws Exception {
    super(platformLoader());
    this.jar = jar;
    this.file = PrivateCopy.open(jar);
    // Loaded now, because the launcher's own loader reads the jar itself.
    Class.forName(CoreResources.Connection.class.getName());
  }

  /**
   * The loader above the application's: the platform loader, or in Java 8 the loader of extensions.
   * With {@code -Djava.system.class.loader} it is not the parent of the system loader.
   */
  private static ClassLoader platformLoader() {
    ClassLoader top = ClassLoader.getSystemClassLoader();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    // The class of the JDK's own loader comes from the bootstrap loader. Any other is a loader of
    // the application's that has no parent.
    return top.getClass().getClassLoader() == null ? top : null;
  }

  /** The file that the user named. */
  File jar() {
    return jar;
  }

  /** Prefixes of packages that another loader defines, with that loader. The core adds entries. */
  Map<String, ClassLoader> delegates() {
    return delegates;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    for (Map.Entry<String, ClassLoader> delegate : delegates.entrySet()) {
      if (name.startsWith(delegate.getKey())) {
        return delegate.getValue().loadClass(name);
      }
    }
    JarEntry entry = file.getJarEntry(FOLDER + name.replace('.', '/') + ".class");
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] bytes = new byte[(int) entry.getSize()];
    try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
      in.readFully(bytes);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (!name.startsWith("io.firstfin.")) {
      definePackage(name.substring(0, name.lastIndexOf('.')));
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  /**
   * Java 8 does not define a class's package by itself, and libraries ask their package for their
   * version.
   */
  private void definePackage(String name) {
    if (getPackage(name) == null) {
      try {
        definePackage(name, null, null, null, null, null, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread has defined it first.
      }
    }
  }

  @Override
  protected URL findResource(String name) {
    if (file.getJarEntry(FOLDER + name) == null) {
      return null;
    }
    try {
      return resources.url(name);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL resource = findResource(name);
    return resource == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(resource));
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    JarEntry entry = file.getJarEntry(FOLDER + name);
    if (entry == null) {
      return super.getResourceAsStream(name);
    }
    try {
      return file.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
