package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Holds;
import io.firstfin.support.Transport;
import io.firstfin.truth.TruthIT;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document claims about transports exactly what the integration tests check. */
class TransportsTableTest {
  private static final Path DOCUMENT = Path.of("../../docs/how-we-know.md");

  @Test
  void theDocumentHasTheTable() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(TransportsTable.BEGIN);
    int end = document.indexOf(TransportsTable.END);
    String table =
        begin < 0 || end < begin
            ? ""
            : document.substring(begin, end + TransportsTable.END.length());
    assertEquals(
        TransportsTable.markdown(),
        table,
        "put this into " + DOCUMENT + ", in the place of the text between the same two comments");
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
        Path.of(TransportsTableTest.class.getResource("TransportsTableTest.class").toURI())
            .getParent();
    try (Stream<Path> files = Files.list(classes)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(n -> n.endsWith("IT.class"))
              .toList();
      List<Class<?>> types = new ArrayList<>(List.of(TruthIT.class));
      for (String name : names) {
        types.add(
            Class.forName(
                TransportsTableTest.class.getPackageName()
                    + '.'
                    + name.substring(0, name.length() - 6),
                false,
                TransportsTableTest.class.getClassLoader()));
      }
      return types;
    }
  }
}
