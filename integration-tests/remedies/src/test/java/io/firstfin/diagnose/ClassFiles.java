package io.firstfin.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The class files of the libraries, each in one jar, and of the JDK that runs the tests. */
final class ClassFiles {
  /** Stands for an artifact: the JDK. */
  static final String JDK = "jdk";

  private static final Pattern FILE = Pattern.compile("(.+?)-(\\d[^-]*)\\.jar");
  private static final Path FOLDER = Path.of(System.getProperty("firstfin.libraries"));

  /** Artifacts in which a thing exists only under an older name, such as {@code older/jedis}. */
  private static final String OLDER = "older/";

  private static final Map<String, Path> JARS = jars();

  private ClassFiles() {}

  /** The jars by artifact. */
  private static Map<String, Path> jars() {
    Map<String, Path> jars = new TreeMap<>();
    add(jars, "", FOLDER);
    add(jars, OLDER, FOLDER.resolve(OLDER));
    return jars;
  }

  private static void add(Map<String, Path> jars, String prefix, Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches() && jars.put(prefix + name.group(1), file) != null) {
          throw new IllegalStateException(
              "two versions of " + name.group(1) + " in " + folder + ": run mvn clean");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jar's name, such as {@code okhttp-jvm-5.5.1}; a path stays as it is. */
  static String describe(String artifact) {
    if (artifact.startsWith("/")) {
      return artifact;
    }
    return artifact.equals(JDK)
        ? "JDK " + Runtime.version()
        : jar(artifact).getFileName().toString().replaceFirst("\\.jar$", "");
  }

  /** Empty when the artifact has no such class. */
  static Optional<ClassFile> find(String artifact, String className) {
    return read(artifact, className.replace('.', '/') + ".class").map(ClassFile::read);
  }

  /** The class from whichever library has it, or from the JDK. */
  static Optional<ClassFile> find(String className) {
    return Stream.concat(JARS.keySet().stream(), Stream.of(JDK))
        .map(artifact -> find(artifact, className))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** A file of the artifact; empty when it has no file of this name. */
  static Optional<byte[]> read(String artifact, String name) {
    try {
      if (artifact.equals(JDK)) {
        try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(name)) {
          return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
      }
      try (JarFile jar = new JarFile(jar(artifact).toFile())) {
        ZipEntry entry = jar.getEntry(name);
        return entry == null
            ? Optional.empty()
            : Optional.of(jar.getInputStream(entry).readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the class, or one that it inherits from, has the method. */
  static boolean hasMethod(ClassFile file, String method) {
    return file.methods.contains(method)
        || file.parents.stream()
            .map(ClassFiles::find)
            .flatMap(Optional::stream)
            .anyMatch(parent -> hasMethod(parent, method));
  }

  private static Path jar(String artifact) {
    Path jar = JARS.get(artifact);
    if (jar == null) {
      throw new AssertionError(
          "no jar of " + artifact + " in " + FOLDER + "; there are " + List.copyOf(JARS.keySet()));
    }
    return jar;
  }
}
