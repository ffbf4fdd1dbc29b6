package io.firstfin.node;

import io.firstfin.bytes.Streams;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * {@code spring.application.name}, as far as it can be read without asking the JVM: from the
 * command line, the environment, and the application's own settings in its jar or unpacked jar.
 */
final class SpringName {
  private static final String KEY = "spring.application.name";
  private static final String VARIABLE = "SPRING_APPLICATION_NAME=";
  private static final String SETTINGS = "BOOT-INF/classes/application";
  private static final String[] TYPES = {".properties", ".yml", ".yaml"};

  /** Settings are some kilobytes. */
  private static final int MOST_BYTES = 256 * 1024;

  private SpringName() {}

  /** The name; empty when there is none, or when it cannot be read. */
  static String of(ProcessFiles process, LauncherWords words) {
    String name = after("--" + KEY + "=", words.arguments);
    name = name.isEmpty() ? after("-D" + KEY + "=", words.options) : name;
    name = name.isEmpty() ? after(VARIABLE, process.words("environ")) : name;
    return name.isEmpty() ? settled(process, words.main) : name;
  }

  private static String after(String prefix, List<String> words) {
    for (String word : words) {
      if (word.startsWith(prefix)) {
        return word.substring(prefix.length());
      }
    }
    return "";
  }

  private static String settled(ProcessFiles process, String main) {
    try {
      if (main.endsWith(".jar")) {
        // Through links of procfs, because the process may be in a container.
        return inJar(process.file((main.startsWith("/") ? "root/" : "cwd/") + main));
      }
      return main.contains("springframework.boot.loader") ? inFolder(process) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String inJar(File file) throws IOException {
    if (!file.isFile()) {
      return "";
    }
    try (JarFile jar = new JarFile(file, false)) {
      for (String type : TYPES) {
        ZipEntry entry = jar.getEntry(SETTINGS + type);
        String name = entry == null ? "" : in(jar.getInputStream(entry), type);
        if (!name.isEmpty()) {
          return name;
        }
      }
    }
    return "";
  }

  private static String inFolder(ProcessFiles process) throws IOException {
    for (String type : TYPES) {
      File file = process.file("cwd/" + SETTINGS + type);
      String name = file.isFile() ? in(new FileInputStream(file), type) : "";
      if (!name.isEmpty()) {
        return name;
      }
    }
    return "";
  }

  private static String in(InputStream settings, String type) throws IOException {
    String text;
    try (InputStream stream = settings) {
      text = new String(Streams.readAtMost(stream, MOST_BYTES), StandardCharsets.UTF_8);
    }
    String name = type.equals(TYPES[0]) ? inProperties(text) : YamlValue.of(text, KEY);
    // A placeholder is filled in by the application.
    return name.contains("${") ? "" : name;
  }

  private static String inProperties(String text) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      // A malformed \\u sequence: Spring would not start with it either.
      return "";
    }
    return properties.getProperty(KEY, "");
  }
}
