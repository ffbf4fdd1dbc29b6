package io.firstfin.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpringNameTest {
  private static final String LOADER = "org.springframework.boot.loader.launch.JarLauncher";

  @TempDir Path proc;

  private Path folder;

  @BeforeEach
  void aProcessWithAWorkingDirectory() throws IOException {
    folder = Files.createDirectories(proc.resolve("42/cwd"));
  }

  @Test
  void anArgumentWinsOverAPropertyAndThisOverTheEnvironment() throws IOException {
    Files.writeString(proc.resolve("42/environ"), "A=b\0SPRING_APPLICATION_NAME=third\0");

    assertEquals("third", of("java", "Shop"));
    assertEquals("second", of("java", "-Dspring.application.name=second", "Shop"));
    assertEquals(
        "first",
        of("java", "-Dspring.application.name=second", "Shop", "--spring.application.name=first"));
  }

  @Test
  void theSettingsInTheJarAreRead() throws IOException {
    jar("application.properties", "server.port=1\nspring.application.name = shop\n");

    assertEquals("shop", of("java", "-jar", "shop.jar"));
  }

  @Test
  void theSettingsOfAnUnpackedJarAreRead() throws IOException {
    Path settings = folder.resolve("BOOT-INF/classes/application.yml");
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, "spring:\n  application:\n    name: 'shop'  # as in the wiki\n");

    assertEquals("shop", of("java", LOADER));
  }

  @Test
  void aPlaceholderIsNoName() throws IOException {
    jar("application.properties", "spring.application.name=${NAME}\n");

    assertEquals("", of("java", "-jar", "shop.jar"));
  }

  @Test
  void whatIsNoJarIsNotRead() throws IOException {
    Files.writeString(folder.resolve("shop.jar"), "no zip");

    assertEquals("", of("java", "-jar", "shop.jar"));
    assertEquals("", of("java", "-jar", "none.jar"));
  }

  @Test
  void yamlKeysAreNestedOrJoinedByDots() {
    String nested = "a:\n  name: x\nspring:\n  main:\n    name: y\n  application:\n    name: z\n";

    assertEquals("z", YamlValue.of(nested, "spring.application.name"));
    assertEquals("z", YamlValue.of("spring.application.name: z", "spring.application.name"));
    assertEquals("", YamlValue.of("spring:\nname: x", "spring.application.name"));
  }

  private String of(String... words) {
    return SpringName.of(
        new ProcessFiles(proc.toFile(), "42"), new LauncherWords(Arrays.asList(words)));
  }

  private void jar(String name, String settings) throws IOException {
    OutputStream file = Files.newOutputStream(folder.resolve("shop.jar"));
    try (JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("BOOT-INF/classes/" + name));
      jar.write(settings.getBytes(StandardCharsets.UTF_8));
    }
  }
}
