package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.firstfin.kernel.KernelFixtures;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Unconnected;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnconnectedSocketsTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private final OpenConnections open = new OpenConnections();
  private final CallSites sites = new CallSites(new FrameKinds(List.of()));
  private final UnconnectedSockets sockets = new UnconnectedSockets(sites, 20);
  private final Map<Integer, TcpState> states = new HashMap<>();
  private final BitSet inTables = new BitSet();

  @Test
  void onlyTcpSocketsInCloseCount() throws Exception {
    states.put(10, TcpState.CLOSED);
    states.put(11, TcpState.LISTEN);
    states.put(12, null);

    Unconnected seen = ask(0, own(10, 11, 12));

    assertEquals(1, seen.count);
    assertEquals(0, seen.olderThanMinute);
    assertEquals(0, seen.onceConnected);
  }

  @Test
  void whatACensusHasSeenIsNotAsked() throws Exception {
    states.put(10, TcpState.CLOSED);
    inTables.set(10);

    assertEquals(0, ask(0, own(10)).count);
  }

  @Test
  void theAgeIsFromTheFirstCheckThatFoundTheSocketSo() throws Exception {
    states.put(10, TcpState.CLOSED);
    ask(0, own(10));
    states.put(11, TcpState.CLOSED);

    Unconnected seen = ask(60, own(10, 11));

    assertEquals(2, seen.count);
    assertEquals(1, seen.olderThanMinute);
    assertEquals(60, seen.oldestSeconds);
  }

  @Test
  void aDescriptorThatIsAnotherSocketsBeginsAnew() throws Exception {
    states.put(10, TcpState.CLOSED);
    ask(0, KernelFixtures.descriptors(folder, Map.of(10, 1L)));

    Unconnected seen = ask(60, KernelFixtures.descriptors(folder, Map.of(10, 2L)));

    assertEquals(1, seen.count);
    assertEquals(0, seen.olderThanMinute);
  }

  @Test
  void aConnectionThatWasSeenToOpenHasItsOpener() throws Exception {
    states.put(10, TcpState.CLOSED);
    states.put(11, TcpState.CLOSED);
    Records.opened(open, 10, Role.CLIENT, CallSites.UNKNOWN);
    ask(0, own(10, 11));

    Unconnected seen = ask(60, own(10, 11));

    assertEquals(2, seen.olderThanMinute);
    assertEquals(1, seen.onceConnected);
    assertEquals(1, seen.openers.get(0).count);
  }

  @Test
  void aSocketThatNeverConnectedHasTheLineThatMadeIt() throws Exception {
    states.put(10, TcpState.CLOSED);
    Records.created(open, 10, 1);
    ask(0, own(10));

    Unconnected seen = ask(60, own(10));

    assertEquals(0, seen.onceConnected);
    assertEquals(1, seen.openers.get(0).count);
  }

  @Test
  void answersThatAreForgottenSayNothing() throws Exception {
    states.put(10, TcpState.CLOSED);
    ask(0, own(10));
    sockets.forget();

    assertEquals(-1, sockets.count());
    assertSame(Unconnected.UNKNOWN, value());
  }

  private Unconnected ask(int second, OwnDescriptors own) {
    sockets.ask(own, inTables, states::get, open, second * SECOND);
    return value();
  }

  private Unconnected value() {
    sockets.endCheck(KernelCheck.builder("sockstat", 1).build());
    Picture.Builder picture = Picture.builder();
    sockets.addTo(picture);
    return picture.build().unconnected;
  }

  /** Descriptors whose numbers are also their inodes. */
  private OwnDescriptors own(int... descriptors) throws Exception {
    Map<Integer, Long> inodes = new HashMap<>();
    for (int descriptor : descriptors) {
      inodes.put(descriptor, (long) descriptor);
    }
    return KernelFixtures.descriptors(folder, inodes);
  }
}
