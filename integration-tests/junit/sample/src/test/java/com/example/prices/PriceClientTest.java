package com.example.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.junit.AtMostTimeWait;
import io.firstfin.junit.FirstFin;
import io.firstfin.junit.NoLeakedConnections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@AtMostTimeWait(5)
class PriceClientTest {
  private static PriceServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new PriceServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /** Must fail: six calls are six connections. */
  @Test
  void connectsForEachCall() throws Exception {
    try (PriceClient client = new PriceClient(server.port())) {
      for (int article = 1; article <= 6; article++) {
        assertEquals(article, client.askOnce(article));
      }
    }
  }

  /** Must fail: nobody closes the client. */
  @Test
  @NoLeakedConnections
  void forgetsTheClient() throws Exception {
    assertEquals(1, new PriceClient(server.port()).ask(1));
  }

  @Test
  @NoLeakedConnections
  void keepsItsConnection() throws Exception {
    try (PriceClient client = new PriceClient(server.port())) {
      for (int article = 1; article <= 6; article++) {
        assertEquals(article, client.ask(article));
      }
    }
    assertEquals(1, FirstFin.connections().opened());
    assertEquals(1, FirstFin.connections().timeWait());
    assertEquals(0, FirstFin.connections().stillOpen());
  }

  /** The resource firstfin-known.txt allows this line. */
  @Test
  void doesWhatIsKnown() throws Exception {
    for (int article = 1; article <= 6; article++) {
      assertEquals(article, LegacyClient.ask(server.port(), article));
    }
  }
}
