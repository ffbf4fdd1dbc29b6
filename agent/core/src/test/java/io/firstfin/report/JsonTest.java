package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void everythingWrittenIsReadBack() throws Exception {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a\"b\\c\n\t\u0000 é \ud83d\ude00 \u2028 \ud800");
    value.put("numbers", Arrays.asList(0L, -1L, Long.MAX_VALUE, 1.5, -2.25e-7, null));
    value.put("flags", List.of(true, false));
    value.put("empty", List.of(Map.of(), List.of(), ""));

    assertEquals(value, JsonReader.read(JsonWriter.write(value)));
  }

  @Test
  void whatIsWrittenIsAscii() {
    assertEquals("\"\\u00e9\\u007f\"", JsonWriter.write("é\u007f"));
  }

  @Test
  void numbersThatAreNoneAreNull() {
    assertEquals("null", JsonWriter.write(Double.NaN));
  }

  @Test
  void decimalsHaveNoExponent() {
    assertEquals("0.00000015", JsonWriter.write(1.5e-7));
  }

  @Test
  void everyEscapeIsRead() throws Exception {
    assertEquals("\"\\/\b\f\n\r\tA", JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\""));
  }

  @Test
  void nestingIsBounded() {
    assertEquals(
        "not JSON: line 1, column 66: nested deeper than 64",
        assertThrows(ReportFormatException.class, () -> JsonReader.read("[".repeat(100_000)))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``            | 1, column 1: expected a value, but the text ends",
        "{             | 1, column 2: expected '\"', but the text ends",
        "{\"a\" 1}     | 1, column 6: expected ':', but there is '1'",
        "{\"a\":1,}    | 1, column 8: expected '\"', but there is '}'",
        "{\"a\":1      | 1, column 7: expected ',' or '}', but the text ends",
        "{\"a\":1,\"a\":2} | 1, column 8: the key \"a\" is repeated",
        "[1 2]         | 1, column 4: expected ',' or ']', but there is '2'",
        "[1,]          | 1, column 4: expected a value, but there is ']'",
        "[1] x         | 1, column 5: expected the end of the text, but there is 'x'",
        "01            | 1, column 2: expected the end of the text, but there is '1'",
        "-             | 1, column 2: expected a digit, but the text ends",
        "1.            | 1, column 3: expected a digit, but the text ends",
        "1e+           | 1, column 4: expected a digit, but the text ends",
        "+1            | 1, column 1: expected a value, but there is '+'",
        "nul           | 1, column 1: expected a value, but there is 'n'",
        "NaN           | 1, column 1: expected a value, but there is 'N'",
        "99999999999999999999 | 1, column 1: a number beyond 64 bits",
        "\"a           | 1, column 3: expected '\"', but the text ends",
        "\"\\x\"       | 1, column 3: expected an escape, but there is 'x'",
        "\"\\u00g0\"   | 1, column 6: expected a hexadecimal digit, but there is 'g'",
        "'a'           | 1, column 1: expected a value, but there is '''",
      })
  void brokenJsonNamesItsPosition(String json, String message) {
    assertEquals("not JSON: line " + message, error(json));
  }

  @Test
  void controlCharactersInTextAreRefused() {
    assertEquals(
        "not JSON: line 1, column 3: expected '\"', but there is U+000A", error("\"a\n\""));
  }

  @Test
  void thePositionCountsLines() {
    assertEquals(
        "not JSON: line 3, column 3: expected a value, but there is '?'", error("[\n1,\n  ?"));
  }

  private static String error(String json) {
    return assertThrows(ReportFormatException.class, () -> JsonReader.read(json)).getMessage();
  }
}
