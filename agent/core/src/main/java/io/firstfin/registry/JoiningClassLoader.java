package io.firstfin.registry;

import io.firstfin.bytes.Streams;
import java.io.IOException;
import java.io.InputStream;

/**
 * Defines the meters once more, against one copy of Micrometer. What the meters read is the
 * agent's; all else is the application's. The agent holds it weakly: it lives in the application's
 * registries, by the meters in them, and goes with them.
 */
final class JoiningClassLoader extends ClassLoader {
  private static final String AGENT = "io.firstfin.";
  private static final String[] DEFINED = {"io.firstfin.meters.", "io.firstfin.registry.joined."};

  private final ClassLoader core = JoiningClassLoader.class.getClassLoader();

  /** {@code micrometer} is the loader that the application's Micrometer comes from. */
  JoiningClassLoader(ClassLoader micrometer) {
    super(micrometer);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(AGENT)) {
      return super.loadClass(name, resolve);
    }
    for (String prefix : DEFINED) {
      if (name.startsWith(prefix)) {
        return defined(name);
      }
    }
    return core.loadClass(name);
  }

  private Class<?> defined(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = read(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private byte[] read(String name) throws ClassNotFoundException {
    try (InputStream in = core.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return Streams.readAll(in);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
