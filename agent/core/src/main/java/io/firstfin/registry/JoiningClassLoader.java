package io.firstfin.registry;

import io.firstfin.bytes.Streams;
import java.io.IOException;
import java.io.InputStream;

/**
 * Defines the classes of the meters once more, against one copy of Micrometer. The values that the
 * meters read are the agent's classes; all others are the application's. The agent refers to this
 * loader weakly: the meters in the application's registries keep it, and it can be collected with
 * them.
 */
final class JoiningClassLoader extends ClassLoader {
  private static final String AGENT = "io.firstfin.";
  private static final String[] DEFINED = {"io.firstfin.meters.", "io.firstfin.registry.joined."};

  private final ClassLoader core = JoiningClassLoader.class.getClassLoader();

  /** {@code micrometer} is the class loader of the application's Micrometer. */
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
