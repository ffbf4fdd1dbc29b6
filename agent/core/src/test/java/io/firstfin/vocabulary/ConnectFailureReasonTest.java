package io.firstfin.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectFailureReasonTest {
  @ParameterizedTest
  @CsvSource({
    "Cannot assign requested address, ADDRESS_UNAVAILABLE",
    "Cannot assign requested address (connect failed), ADDRESS_UNAVAILABLE",
    "Address already in use, ADDRESS_IN_USE",
    "Connection refused, REFUSED",
    "Connection timed out, TIMED_OUT",
    "Connect timed out, TIMED_OUT",
    "Network is unreachable, UNREACHABLE",
    "No route to host (Host unreachable), UNREACHABLE",
    "Connection reset by peer, RESET",
    "Socket closed, CLOSED",
    "Protocol family not supported, OTHER",
  })
  void theErrnosTextDecidesWhateverTheClass(String message, ConnectFailureReason reason) {
    assertEquals(reason, ConnectFailureReason.of(new IOException(message)));
    assertEquals(reason, ConnectFailureReason.of(new SocketException(message)));
  }

  @Test
  void theClassOfAnExceptionDoesNotOutvoteItsText() {
    String message = "Cannot assign requested address";

    assertEquals(
        ConnectFailureReason.ADDRESS_UNAVAILABLE,
        ConnectFailureReason.of(new NoRouteToHostException(message)));
    assertEquals(
        ConnectFailureReason.ADDRESS_UNAVAILABLE,
        ConnectFailureReason.of(new BindException(message)));
    assertEquals(
        ConnectFailureReason.ADDRESS_UNAVAILABLE,
        ConnectFailureReason.of(new ConnectException(message)));
  }

  @Test
  void withoutATextTheClassDecides() {
    assertEquals(
        ConnectFailureReason.TIMED_OUT, ConnectFailureReason.of(new SocketTimeoutException()));
    assertEquals(
        ConnectFailureReason.CLOSED, ConnectFailureReason.of(new AsynchronousCloseException()));
    assertEquals(
        ConnectFailureReason.UNREACHABLE, ConnectFailureReason.of(new NoRouteToHostException()));
    assertEquals(ConnectFailureReason.REFUSED, ConnectFailureReason.of(new ConnectException()));
    assertEquals(ConnectFailureReason.OTHER, ConnectFailureReason.of(new IOException()));
  }

  @Test
  void labelsAreThoseOfTheMeters() {
    assertEquals("address_unavailable", ConnectFailureReason.ADDRESS_UNAVAILABLE.label());
    assertEquals("timed_out", ConnectFailureReason.TIMED_OUT.label());
  }
}
