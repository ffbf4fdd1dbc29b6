package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which end of a connection this JVM was when its opening was not seen. */
class ListenersTest extends FactTest {
  @ParameterizedTest
  @CsvSource({"8080, SERVER", "40001, CLIENT"})
  void anUnknownRoleIsDecidedByTheListeningPorts(int localPort, Role role) throws Exception {
    census(FakeSocket.of(TcpState.LISTEN, "0.0.0.0", 8080, "0.0.0.0", 0).withInode(99));

    records.role(Role.UNKNOWN).close(1, localPort, REDIS, 50_000);
    correlator.drain();

    assertEquals(List.of(role.label() + " local fin 1"), counts(picture(false)));
  }

  @Test
  void beforeTheFirstCensusAnUnknownRoleStaysUnknown() {
    records.role(Role.UNKNOWN).close(1, 40_001, REDIS, 6379);
    correlator.drain();

    assertEquals(List.of("unknown local fin 1"), counts(picture(false)));
  }

  @Test
  void theListeningPortOfAnotherProcessTellsNothing() throws Exception {
    census(FakeSocket.of(TcpState.LISTEN, "0.0.0.0", 8080, "0.0.0.0", 0).withInode(98));

    records.role(Role.UNKNOWN).close(1, 8080, REDIS, 50_000);
    correlator.drain();

    assertEquals(List.of("client local fin 1"), counts(picture(false)));
  }

  @ParameterizedTest
  @CsvSource({"8080, SERVER", "40001, CLIENT"})
  void aListenerThatIsYoungerThanTheLastCensusIsAskedFor(int localPort, Role role) {
    FakeReader reader = listeningOn8080();
    useReader(reader);

    records.role(Role.UNKNOWN).close(1, localPort, REDIS, 50_000);
    records.role(Role.UNKNOWN).close(2, localPort, REDIS, 50_001);
    correlator.drain();

    assertEquals(List.of(role.label() + " local fin 2"), counts(picture(false)));
    assertEquals(1, reader.reads, "once for all records of a drain");
  }

  @Test
  void aKnownRoleNeedsNoListeners() {
    FakeReader reader = listeningOn8080();
    useReader(reader);

    records.role(Role.SERVER).close(1, 8080, REDIS, 50_000);
    correlator.drain();

    assertEquals(0, reader.reads);
  }

  @Test
  void inACensusTheListenersAreNotAskedFor() throws Exception {
    FakeReader reader = listeningOn8080();
    useReader(reader);
    begin();

    records.role(Role.UNKNOWN).close(1, 8080, REDIS, 50_000);
    correlator.drain();
    assertEquals(0, reader.reads);

    correlator.abandonCensus();
    records.role(Role.UNKNOWN).close(2, 8080, REDIS, 50_001);
    correlator.drain();
    assertEquals(1, reader.reads);
  }

  @Test
  void whereTheListenersCannotBeReadTheRoleStaysUnknown() {
    FakeReader reader = new FakeReader("sock_diag");
    reader.failure = "netlink is not there";
    useReader(reader);

    records.role(Role.UNKNOWN).close(1, 8080, REDIS, 50_000);
    correlator.drain();

    assertEquals(List.of("unknown local fin 1"), counts(picture(false)));
    assertEquals("netlink is not there", correlator.listenersFailure());
  }

  private static FakeReader listeningOn8080() {
    FakeReader reader = new FakeReader("sock_diag");
    reader.sockets.add(FakeSocket.of(TcpState.LISTEN, "0.0.0.0", 8080, "0.0.0.0", 0));
    return reader;
  }
}
