package com.example.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTest {
  @Test
  void hasNoLimit() throws Exception {
    try (PriceServer server = new PriceServer()) {
      assertEquals(1, new PriceClient(server.port()).ask(1));
    }
  }
}
