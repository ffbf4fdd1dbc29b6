package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.BindException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRecorderTest {
  private final RecordRing ring = new RecordRing(64);
  private final ConnectionRecorder recorder =
      new ConnectionRecorder(
          ring,
          new OpenConnections(),
          new StackReads(() -> 5, new StackBudget(Double.POSITIVE_INFINITY, 0)));

  @ParameterizedTest
  @CsvSource({
    "Address already in use, true",
    "Address already in use (Bind failed), true",
    "bind(..) failed: Address already in use, true",
    "Cannot assign requested address, false",
    "Permission denied, false"
  })
  void ofFailedBindsOnlyAnAddressInUseIsRecorded(String message, boolean told) {
    recorder.bindFailed(new InetSocketAddress("127.0.0.1", 0), new BindException(message));

    assertEquals(told, ring.isPending());
  }

  @Test
  void aBindThatWasNotTriedIsNotRecorded() {
    recorder.bindFailed(
        new InetSocketAddress("127.0.0.1", 0),
        new IllegalArgumentException("Address already in use"));
    recorder.bindFailed("/a/path", new BindException("Address already in use"));

    assertFalse(ring.isPending());
  }
}
