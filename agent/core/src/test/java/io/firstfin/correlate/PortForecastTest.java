package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.picture.Ports;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** When the ports run out: 1,000 ports towards one destination, and censuses ten seconds apart. */
class PortForecastTest {
  private static final double NEVER = Double.NaN;
  private static final long SECOND = 1_000_000_000L;

  private int timeWaitReuse;
  private int timestamps = 1;
  private String remote = "10.0.0.5";
  private long now;
  private ConnectionTally destination;

  @Test
  void aRateThatThePortsBearLevelsOff() throws Exception {
    census(110, 110, 110, 11);

    assertEquals(NEVER, census(220, 220, 220, 11), "660 of 1,000 at last");
  }

  @Test
  void aRateThatThePortsDoNotBearUsesThemUp() throws Exception {
    census(200, 200, 200, 20);

    assertEquals(30, census(400, 400, 400, 20), "600 left at 20 a second");
  }

  @Test
  void theRateIsEnoughBeforeTheGrowthIsKnown() throws Exception {
    assertEquals(30, census(400, 400, 400, 20));
  }

  @Test
  void whatOthersHaveTakenIsNotLeft() throws Exception {
    census(600, 500, 100, 10);

    assertEquals(30, census(700, 600, 200, 10), "500 of others and 600 of ours at last");
  }

  @Test
  void aRateThatRoseIsHeldAgainstThePortsThatComeFree() throws Exception {
    census(600, 600, 600, 20);

    assertEquals(10, census(800, 800, 800, 30), "20 a second more than come free");
  }

  @Test
  void itIsWithinAMinuteOrNotAtAll() throws Exception {
    census(900, 900, 900, 17);

    assertEquals(60, census(910, 910, 910, 17), "1 a second leaves 90 s, but 1,020 come in 60 s");
  }

  @Test
  void whatIsOpenAndGrowsUsesThemUpToo() throws Exception {
    census(600, 0, 0, 0);

    assertEquals(30, census(700, 0, 0, 0));
  }

  @Test
  void whatIsOpenAndGrowsSlowlyHasNoForecast() throws Exception {
    census(10, 0, 0, 0);

    assertEquals(NEVER, census(20, 0, 0, 0));
  }

  @Test
  void noneLeftIsNoTime() throws Exception {
    assertEquals(0, census(1000, 900, 900, 16));
  }

  @Test
  void severalSourceAddressesHaveNoForecast() throws Exception {
    assertEquals(NEVER, census(600, 1000, 1000, 40));
  }

  @Test
  void theKernelReusesPortsTowardsLoopback() throws Exception {
    timeWaitReuse = 2;
    assertEquals(30, census(400, 400, 400, 20), "not towards another host");

    destination = null;
    remote = "127.0.0.1";
    assertEquals(NEVER, census(400, 400, 400, 20));
  }

  @Test
  void theKernelReusesPortsTowardsAll() throws Exception {
    timeWaitReuse = 1;

    assertEquals(NEVER, census(400, 400, 400, 20));
  }

  @Test
  void withoutTimestampsTheKernelReusesNone() throws Exception {
    timeWaitReuse = 1;
    timestamps = 0;

    assertEquals(30, census(400, 400, 400, 20));
  }

  @Test
  void anUnknownRateForetellsNothing() throws Exception {
    assertEquals(NEVER, census(400, 400, 400, Double.NaN));
  }

  @Test
  void theRateIsThatOfClosesThatLeaveTimeWait() throws Exception {
    ConnectionTally counted = destination();
    counted.count(Initiator.LOCAL, How.FIN, 80);
    counted.count(Initiator.SIMULTANEOUS, How.FIN, 20);
    counted.count(Initiator.LOCAL, How.RST, 1000);
    counted.count(Initiator.REMOTE, How.FIN, 1000);

    assertEquals(10, counted.timeWaitClosesPerSecond(10 * SECOND));
  }

  @Test
  void theRateIsARecentOne() throws Exception {
    ConnectionTally counted = destination();
    counted.count(Initiator.LOCAL, How.FIN, 1000);
    counted.timeWaitClosesPerSecond(10 * SECOND);
    counted.timeWaitClosesPerSecond(20 * SECOND);

    assertEquals(0, counted.timeWaitClosesPerSecond(30 * SECOND));
  }

  private double census(int portsUsed, int timeWaitAll, int timeWait, double rate)
      throws Exception {
    if (destination == null) {
      destination = destination();
    }
    now += 10 * SECOND;
    destination.sockets.portsUsed = portsUsed;
    destination.sockets.timeWaitAll = timeWaitAll;
    destination.sockets.timeWait = timeWait;
    Ports ports =
        Ports.builder()
            .low(40_000)
            .high(40_999)
            .reserved(0)
            .timeWaitReuse(timeWaitReuse)
            .timeWaitReuseDelayMillis(1000)
            .timestamps(timestamps)
            .maxTimeWaitBuckets(262_144)
            .build();
    return PortForecast.secondsToExhaustion(destination, rate, ports, now);
  }

  private ConnectionTally destination() throws Exception {
    InetAddress address = InetAddress.getByName(remote);
    return new ConnectionTally(
        1, Role.CLIENT, SocketAddresses.high(address), SocketAddresses.low(address), 6379, 0);
  }
}
