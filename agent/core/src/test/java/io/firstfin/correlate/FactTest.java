package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.kernel.KernelFixtures;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.SocketStates;
import io.firstfin.kernel.SocketTableReader;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.RecordRing;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows a fact from the records and the kernel's sockets to the picture. This JVM is at {@link
 * #HERE}; its descriptor 10 is the socket of inode 99.
 */
abstract class FactTest {
  static final String HERE = "10.0.0.1";
  static final String REDIS = "10.0.0.5";
  static final int LOW = 32_768;
  static final int HIGH = 60_999;

  @TempDir Path folder;

  final CallSites callSites = new CallSites(new FrameKinds(List.of()));
  final RecordRing ring = new RecordRing(1024);
  final OpenConnections open = new OpenConnections();
  final Records records = new Records(ring);
  final int site = site("com.acme.CacheClient", 1);
  final int otherSite = site("com.acme.Health", 2);
  final Map<Role, Long> opened = Map.of(Role.CLIENT, 7L, Role.SERVER, 8L);
  boolean ownersKnown = true;
  OwnDescriptors own;
  Facts facts;
  Correlator correlator;
  CensusJoin join;
  private int top = 20;
  private SocketTableReader reader;
  private SocketStates sockets;

  FactTest() {
    begin(20, null);
  }

  /** To be called before the first record. */
  final void useTop(int value) {
    begin(value, reader);
  }

  /** To be called before the first record. */
  final void useReader(SocketTableReader value) {
    begin(top, value);
  }

  /** To be called before the first record. */
  final void useSockets(SocketStates value) {
    sockets = value;
    begin(top, reader);
  }

  private void begin(int top, SocketTableReader reader) {
    this.top = top;
    this.reader = reader;
    facts = new Facts(callSites, open, top, opened::get);
    correlator = new Correlator(ring, open, reader, sockets, facts);
  }

  static FakeSocket timeWait(long cookie, int localPort) {
    return socket(TcpState.TIME_WAIT, cookie, localPort);
  }

  static FakeSocket socket(TcpState state, long cookie, int localPort) {
    return FakeSocket.of(state, HERE, localPort, REDIS, 6379).withCookie(cookie);
  }

  final Picture census(FakeSocket... sockets) throws Exception {
    begin();
    for (FakeSocket socket : sockets) {
      join.visit(socket);
    }
    correlator.endCensus(join);
    return picture(true);
  }

  final void begin() throws Exception {
    if (own == null && ownersKnown) {
      own = KernelFixtures.descriptors(folder, Map.of(10, 99L));
    }
    join = correlator.beginCensus(own, LOW, HIGH);
  }

  /** The picture of a check with the census that has just ended, or without one. */
  final Picture picture(boolean whole) {
    return picture(whole, -1);
  }

  final Picture picture(boolean whole, int quickTimeWait) {
    KernelCheck.Builder check =
        KernelCheck.builder(whole ? "sock_diag" : "sockstat", 1)
            .ports(KernelFixtures.ports(LOW, HIGH))
            .counters(Map.of(TcpCounter.TIME_WAIT, 7L))
            .quickTimeWait(quickTimeWait);
    return picture(whole ? check.census(join).build() : check.build());
  }

  final Picture picture(KernelCheck check) {
    correlator.endCheck(check);
    return new PictureMaker(facts, 4242, top, System.nanoTime()).make(check, AgentHealth.UNKNOWN);
  }

  /** All closes by their verdict, after the waiting records were taken. */
  final List<String> counts() {
    correlator.drain();
    List<String> texts = new ArrayList<>();
    picture(false)
        .closes
        .forEach(c -> texts.add(c.role + " " + c.initiator + " " + c.how + " " + c.count));
    return texts;
  }

  final int site(String className, long fingerprint) {
    StackTraceElement frame =
        new StackTraceElement(className, "close", "Source.java", (int) fingerprint);
    return callSites.intern(fingerprint, fingerprint, List.of(frame), 0);
  }

  static Destination destination(Picture picture, String remote) {
    for (Destination destination : picture.destinations) {
      if (destination.remote.equals(remote)) {
        return destination;
      }
    }
    return null;
  }

  static List<String> counts(Picture picture) {
    List<String> texts = new ArrayList<>();
    for (CloseCount count : picture.closes) {
      texts.add(
          count.role.label()
              + " "
              + count.initiator.label()
              + " "
              + count.how.label()
              + " "
              + count.count);
    }
    return texts;
  }

  static <T> T only(List<T> list) {
    assertEquals(1, list.size());
    return list.get(0);
  }
}
