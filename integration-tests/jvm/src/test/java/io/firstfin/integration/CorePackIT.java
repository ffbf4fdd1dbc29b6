package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The launcher's loader, with the pack that the build has made. */
class CorePackIT {
  private static final String FOLDER = "core/";

  private final JarContents jar = new JarContents(JvmProcess.JAR);
  private URLClassLoader launcher;
  private ClassLoader core;

  CorePackIT() throws IOException {}

  @BeforeEach
  void open() throws IOException, ReflectiveOperationException {
    launcher = new URLClassLoader(new URL[] {JvmProcess.JAR.toUri().toURL()}, null);
    Constructor<?> constructor =
        Class.forName("io.firstfin.launcher.CoreClassLoader", true, launcher)
            .getDeclaredConstructor(File.class);
    constructor.setAccessible(true);
    core = (ClassLoader) constructor.newInstance(JvmProcess.JAR.toFile());
  }

  @AfterEach
  void close() throws IOException {
    ((Closeable) core).close();
    launcher.close();
  }

  @Test
  void eachFileOfTheCoreIsFoundByItsName() throws IOException {
    for (String name : ofCore()) {
      try (InputStream in = core.getResourceAsStream(name)) {
        assertArrayEquals(jar.read(FOLDER + name), in.readAllBytes(), name);
      }
    }
  }

  @Test
  void anotherNameWithTheSameHashIsNotThere() {
    for (String name : ofCore()) {
      String other = (char) (name.charAt(0) + 1) + "" + (char) (name.charAt(1) - 31);
      other += name.substring(2);
      assertEquals(name.hashCode(), other.hashCode());
      assertNull(core.getResource(other), other);
    }
  }

  private List<String> ofCore() {
    return jar.names().stream()
        .filter(name -> name.startsWith(FOLDER))
        .map(name -> name.substring(FOLDER.length()))
        .toList();
  }
}
