package io.firstfin.launcher;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the agent's core from firstfin.jar. Its parent is the platform loader, so that the
 * application's Byte Buddy or JNA and the agent's never meet.
 */
final class CoreClassLoader extends ClassLoader implements Closeable {
  private static final String OWN = "io.firstfin.";

  /** Classes of the bootstrap loader. */
  private static final String BOOTSTRAP = "io.firstfin.bootstrap.";

  static {
    registerAsParallelCapable();
  }

  private final File jar;

  /** Not the jar itself: that file can be overwritten while the agent runs. */
  private final CorePack pack;

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
    this.pack = CorePack.open(jar);
    ClassPathJar.replace(jar);
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

  /** The agent's own classes are here, so that the parent need not search for each of them. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN) || name.startsWith(BOOTSTRAP)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    for (Map.Entry<String, ClassLoader> delegate : delegates.entrySet()) {
      if (name.startsWith(delegate.getKey())) {
        return delegate.getValue().loadClass(name);
      }
    }
    byte[] bytes;
    try {
      bytes = pack.read(name.replace('.', '/') + ".class");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    if (!name.startsWith(OWN)) {
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
    try {
      return pack.contains(name) ? resources.url(name) : null;
    } catch (IOException e) {
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
    try {
      byte[] bytes = pack.read(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    pack.close();
  }
}
