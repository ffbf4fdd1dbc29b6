package io.firstfin.launcher;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * firstfin.jar as the application's class path has it. Java 8 keeps it open with a part of it
 * mapped, and reads that part when the application looks up a name such as {@code
 * META-INF/MANIFEST.MF}. Where the file was overwritten meanwhile, this ends the JVM. So the class
 * path gets a copy to read. Later versions map nothing.
 */
final class ClassPathJar {
  private static final String CLASS_PATH = "sun.misc.URLClassPath";
  private static final String NO_RESOURCE = "io/firstfin/none";

  private ClassPathJar() {}

  /** In Java 8 the class path reads a private copy of {@code jar} from now on. */
  static void replace(File jar) {
    try {
      Class<?> type = Class.forName(CLASS_PATH, false, null);
      ClassLoader loader = ClassPathJar.class.getClassLoader();
      while (!(loader instanceof URLClassLoader)) {
        loader = loader.getParent();
      }
      Object classPath = field(URLClassLoader.class, "ucp").get(loader);
      if (!replaceOpened(type, classPath, jar)) {
        // A name that no jar has makes the class path open all its jars.
        loader.getResource(NO_RESOURCE);
        replaceOpened(type, classPath, jar);
      }
    } catch (Exception | LinkageError e) {
      // Another version or another maker's JVM: the class path stays as it is.
      return;
    }
  }

  /** False when the jar is not open. The JDK's jar file stays open for threads that use it now. */
  private static boolean replaceOpened(Class<?> type, Object classPath, File jar)
      throws ReflectiveOperationException, IOException {
    List<Object> loaders;
    synchronized (classPath) {
      loaders = new ArrayList<Object>((List<?>) field(type, "loaders").get(classPath));
    }
    for (Object loader : loaders) {
      if (loader.getClass().getName().equals(CLASS_PATH + "$JarLoader")) {
        Field file = field(loader.getClass(), "jar");
        JarFile opened = (JarFile) file.get(loader);
        if (opened != null && new File(opened.getName()).equals(jar)) {
          JarFile copy = new Copy(opened).make();
          if (copy != null) {
            file.set(loader, copy);
          }
          return true;
        }
      }
    }
    return false;
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** All but the core, which no class path shows. */
  private static final class Copy extends PrivateCopy<JarFile> {
    private final JarFile jar;

    Copy(JarFile jar) {
      this.jar = jar;
    }

    @Override
    void write(OutputStream out) throws IOException {
      ZipOutputStream zip = new ZipOutputStream(out);
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (!entry.getName().equals(CorePack.NAME)) {
          zip.putNextEntry(new ZipEntry(entry.getName()));
          copy(jar.getInputStream(entry), zip);
        }
      }
      zip.finish();
    }

    @Override
    JarFile open(File copy) throws IOException {
      return new JarFile(copy, false);
    }
  }
}
