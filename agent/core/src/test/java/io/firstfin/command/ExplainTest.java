package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.FindingId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource
  void theJarHasTheDocumentsPageOfEachFinding(FindingId id) throws Exception {
    explain(id.label());

    assertEquals(Files.readString(Path.of("../../docs/findings", id.page())), out.toString());
  }

  @Test
  void withoutAnIdEachFindingHasOneLine() throws Exception {
    explain();

    List<String> lines = out.toString().lines().toList();
    assertEquals(FindingId.values().length, lines.size());
    assertTrue(
        lines
            .get(FindingId.CLOSE_PER_REQUEST.ordinal())
            .startsWith("close-per-request       As a client this JVM closes first"),
        out.toString());
  }

  @Test
  void aWrongIdNamesTheRightOnes() {
    WrongUsage wrong = assertThrows(WrongUsage.class, () -> explain("close-per-requst"));

    assertTrue(wrong.getMessage().contains("not close-per-requst"), wrong.getMessage());
    assertTrue(wrong.getMessage().contains("close-per-request, "), wrong.getMessage());
  }

  private void explain(String... words) throws Exception {
    new Explain(new PrintStream(out, true)).run(List.of(words));
  }
}
