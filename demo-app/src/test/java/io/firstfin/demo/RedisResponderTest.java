package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisResponderTest {
  @Test
  void commandIsAnArrayOfBulkStrings() throws Exception {
    assertEquals(List.of("GET", "cart"), read("*2\r\n$3\r\nGET\r\n$4\r\ncart\r\n"));
  }

  @Test
  void helloIsUnknownSoThatClientsFallBack() {
    assertTrue(RedisResponder.answer(List.of("HELLO", "3")).startsWith("-ERR"));
  }

  @Test
  void namesOfCommandsHaveNoCase() {
    assertEquals("+PONG\r\n", RedisResponder.answer(List.of("ping")));
  }

  @Test
  void endBetweenCommandsIsTheEndOfTheStream() {
    assertThrows(EOFException.class, () -> read(""));
  }

  @Test
  void whatIsNoRespIsRefusedByName() {
    IOException refusal = assertThrows(IOException.class, () -> read("GET / HTTP/1.1\r\n\r\n"));
    assertTrue(refusal.getMessage().contains("GET /"), refusal.getMessage());
  }

  @Test
  void hugeLengthIsRefused() {
    assertThrows(IOException.class, () -> read("*1\r\n$999999999\r\n"));
  }

  private static List<String> read(String bytes) throws IOException {
    return RedisResponder.readCommand(
        new DataInputStream(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8))));
  }
}
