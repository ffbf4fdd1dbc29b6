package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README claims of transports what the integration tests hold, and all of it. */
class TransportsTableTest {
  private static final Path README = Path.of("../../README.md");

  @Test
  void theReadmeHasTheTable() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(TransportsTable.BEGIN);
    int end = readme.indexOf(TransportsTable.END);
    String table =
        begin < 0 || end < begin ? "" : readme.substring(begin, end + TransportsTable.END.length());
    assertEquals(
        TransportsTable.markdown(),
        table,
        "put this into the README, in the place of the text between the same two comments");
  }

  @Test
  void everyTransportIsHeldByAnIntegrationTest() throws Exception {
    Set<Transport> without = EnumSet.allOf(Transport.class);
    for (Class<?> type : integrationTests()) {
      for (Method method : type.getDeclaredMethods()) {
        Holds holds = method.getAnnotation(Holds.class);
        if (holds != null) {
          without.removeAll(List.of(holds.value()));
        }
      }
    }
    assertTrue(without.isEmpty(), () -> "no test says @Holds of " + without);
  }

  private static List<Class<?>> integrationTests()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path classes =
        Path.of(TransportsTableTest.class.getResource("Holds.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(classes)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(n -> n.endsWith("IT.class"))
              .toList();
      List<Class<?>> types = new java.util.ArrayList<>();
      for (String name : names) {
        types.add(
            Class.forName(
                Holds.class.getPackageName() + '.' + name.substring(0, name.length() - 6),
                false,
                Holds.class.getClassLoader()));
      }
      return types;
    }
  }
}
