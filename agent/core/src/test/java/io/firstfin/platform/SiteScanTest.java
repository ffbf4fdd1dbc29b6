package io.firstfin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.record.FrameKinds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteScanTest {
  private static final String SOCKET = "java.net.Socket";
  private static final String POOL = "okhttp3.internal.connection.RealConnectionPool";
  private static final String CALL = "okhttp3.internal.connection.RealCall";
  private static final String SHOP = "com.acme.shop.Shop";
  private static final String MAIN = "com.acme.Main";

  @Test
  void whatComesBeforeTheFirstFrameOfALibraryIsLeftOut() {
    assertEquals(List.of(POOL, SHOP), kept(3, SOCKET, "io.firstfin.record.Recorder", POOL, SHOP));
  }

  @Test
  void noMoreThanTheDepthIsKeptOnceTheApplicationIsMet() {
    assertEquals(List.of(POOL, SHOP, MAIN), kept(3, SOCKET, POOL, SHOP, MAIN, MAIN));
  }

  @Test
  void beyondTheDepthTheApplicationsFirstIsKeptWithTheOneBeforeIt() {
    assertEquals(List.of(POOL, POOL, CALL, SHOP), kept(2, POOL, POOL, POOL, CALL, SHOP, MAIN));
  }

  @Test
  void theOneBeforeIsNotKeptTwice() {
    assertEquals(List.of(POOL, CALL, SHOP), kept(2, POOL, CALL, SHOP, MAIN));
  }

  @Test
  void theOneBeforeCanBeTheJdks() {
    String reader = "java.io.Reader";

    assertEquals(List.of(POOL, reader, SHOP), kept(1, POOL, CALL, reader, SHOP));
  }

  @Test
  void withoutAnApplicationOnlyTheDepthIsKept() {
    assertEquals(List.of(POOL, POOL), kept(2, POOL, POOL, POOL, CALL, CALL));
  }

  @Test
  void ofTheJdkAloneItKeepsWhatIsNotTheAgents() {
    Names scan = new Names(2);
    scan.acceptPlatform();
    scan.read("io.firstfin.record.Recorder", SOCKET, SOCKET, "java.lang.Thread");

    assertEquals(List.of(SOCKET, SOCKET), scan.names);
  }

  private static List<String> kept(int depth, String... stack) {
    Names scan = new Names(depth);
    scan.read(stack);
    return scan.names;
  }

  /** Scans stacks whose frames are class names. */
  private static final class Names {
    final List<String> names = new ArrayList<>();
    private final SiteScan scan;

    Names(int depth) {
      scan = new SiteScan(new FrameKinds(List.of()), depth);
    }

    void acceptPlatform() {
      scan.acceptPlatform();
    }

    void read(String... stack) {
      for (int i = 0; i < stack.length && scan.wantsMore(); i++) {
        int answer = scan.examine(stack[i]);
        if (answer == SiteScan.CALLED_AND_LINE) {
          names.add(stack[i - 1]);
        }
        if (answer != SiteScan.PASS) {
          names.add(stack[i]);
        }
      }
    }
  }
}
