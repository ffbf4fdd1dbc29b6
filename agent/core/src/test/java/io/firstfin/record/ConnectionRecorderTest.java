package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.firstfin.vocabulary.Role;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRecorderTest {
  private final RecordRing ring = new RecordRing(64);
  private final OpenConnections open = new OpenConnections();
  private int reads;
  private final ConnectionRecorder recorder =
      new ConnectionRecorder(
          ring,
          open,
          new StackReads(() -> 5 + reads++, new StackBudget(Double.POSITIVE_INFINITY, 0)),
          new Probes(),
          new EarlyQuestions());

  @Test
  void theStackIsReadOnceWhereTheDescriptorIsMade() {
    recorder.created(10, 7);
    recorder.created(10, 7);
    recorder.opened(10, 7, Role.CLIENT);

    assertEquals(5, open.openingSite(10));
    assertEquals(1, reads);
  }

  @Test
  void withoutABudgetTheStackOfEachOpeningIsRead() {
    for (int descriptor = 0; descriptor < 1_000; descriptor++) {
      recorder.created(descriptor, 7);
    }

    assertEquals(1_000, reads);
  }

  @Test
  void aConnectionWhoseDescriptorWasMadeUnseenHasTheSiteOfItsConnect() {
    recorder.created(10, 7);
    recorder.opened(10, 8, Role.CLIENT);

    assertEquals(6, open.openingSite(10));
  }

  @Test
  void aNewDescriptorForgetsTheConnectionThatHadItsNumber() {
    recorder.opened(10, SocketKind.NATIVE, Role.CLIENT);
    recorder.created(10, SocketKind.NATIVE);

    assertEquals(Role.UNKNOWN, open.role(10));
    assertEquals(6, open.creatingSite(10));
  }

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
