package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosingTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, , true",
    "::1, , true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.1, , false",
  })
  void aPeerIsHereIfItsAddressIsALoopbackOneOrOurs(String remote, String local, boolean isHere)
      throws UnknownHostException {
    Closing close = new Closing(0, RecordFacts.CLOSED, 7, 1, null, 0);
    close.remote = InetAddress.getByName(remote);
    close.local = local == null ? null : InetAddress.getByName(local);

    assertEquals(isHere, close.isPeerHere());
  }
}
