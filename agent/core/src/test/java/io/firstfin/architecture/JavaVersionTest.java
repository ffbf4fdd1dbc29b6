package io.firstfin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The agent runs on Java 8; only the code in src/main/java9 and java9-internals needs more. */
class JavaVersionTest {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int JAVA_8 = 52;
  private static final int JAVA_9 = 53;

  @Test
  void theClassFilesAreOfJava8ExceptThoseInTheNamedPlace() throws IOException {
    Map<String, Integer> wrong = new TreeMap<>();
    for (Path root : List.of(Path.of("target/classes"), Path.of("../bootstrap/target/classes"))) {
      List<Path> classes = classes(root);
      assertFalse(classes.isEmpty(), () -> root + " has no class");
      for (Path file : classes) {
        String name = root.relativize(file).toString();
        String source = name.replaceFirst("(\\$.*)?\\.class$", ".java");
        boolean isNamed =
            SourceTree.JAVA_9.stream().anyMatch(place -> Files.exists(place.resolve(source)));
        int wanted = isNamed ? JAVA_9 : JAVA_8;
        int version = version(file);
        if (version != wanted) {
          wrong.put(name, version);
        }
      }
    }
    assertEquals(Map.of(), wrong, "class files of another version");
  }

  /** The version of a class file does not limit what the class calls: {@code release} does. */
  @Test
  void theBuildCompilesAgainstTheInterfaceOfJava8() throws IOException {
    String agent = Files.readString(Path.of("../pom.xml"));
    assertEquals(1, count(agent, "<maven.compiler.release>8</maven.compiler.release>"));
    for (String module : List.of("bootstrap", "launcher", "assembly", "junit")) {
      String pom = Files.readString(Path.of("..", module, "pom.xml"));
      assertEquals(0, count(pom, "release>"), module);
      assertEquals(0, count(pom, "<source>"), module);
    }
    // For src/main/java9. A release hides what the other two need: the JDK's internals, and
    // jdk.jfr.
    String core = Files.readString(Path.of("pom.xml"));
    assertEquals(1, count(core, "<release>"));
    assertEquals(1, count(core, "<release>9</release>"));
    assertEquals(2, count(core, "<release combine.self=\"override\"/>"));
  }

  private static List<Path> classes(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("package-info.class"))
          .toList();
    }
  }

  private static int version(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      assertEquals(MAGIC, in.readInt(), file.toString());
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
