package io.firstfin.integration;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The classes that the agent in the jar can instrument, from the constants of its own lists. */
final class InstrumentedClasses {
  private static final List<String> LISTS =
      List.of("io.firstfin.instrument.SocketClasses", "io.firstfin.instrument.RegistryClasses");

  private static final List<String> NAMES = read();

  private InstrumentedClasses() {}

  /** Class names, of which other packages may have copies. */
  static List<String> names() {
    return NAMES;
  }

  private static List<String> read() {
    TreeSet<String> names = new TreeSet<>();
    try {
      Core core = new Core(new JarContents(JvmProcess.JAR));
      for (String list : LISTS) {
        for (Field field : core.loadClass(list).getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            add(field.get(null), names);
          }
        }
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("what the agent instruments is not to be read", e);
    }
    return List.copyOf(names);
  }

  private static void add(Object value, TreeSet<String> names) {
    if (value instanceof Collection<?> several) {
      several.forEach(one -> add(one, names));
    } else if (value instanceof String name) {
      names.add(name.replace('/', '.'));
    }
  }

  /** What the launcher loads from the jar. */
  private static final class Core extends ClassLoader {
    private final JarContents jar;

    Core(JarContents jar) {
      super(ClassLoader.getPlatformClassLoader());
      this.jar = jar;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = jar.read("core/" + name.replace('.', '/') + ".class");
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
