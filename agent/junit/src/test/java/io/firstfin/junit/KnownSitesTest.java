package io.firstfin.junit;

import static io.firstfin.junit.LeftLine.Kind.CLOSED_FIRST;
import static io.firstfin.junit.LeftLine.Kind.OPEN;
import static io.firstfin.junit.Lines.LINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSitesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "time-wait com.acme.Cache.get",
        "  time-wait\tcom.acme.Cache.get # as ticket 12 says",
        "time-wait com.acme.Cache.get(Cache.java:7)",
        "time-wait com.acme.Cache.*",
        "time-wait com.*",
        "# a comment\n\ntime-wait com.acme.Cache.get"
      })
  void aMethodAClassOrAPackageAllowsTheLine(String known) throws Exception {
    assertTrue(read(known).allows(line(CLOSED_FIRST)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "leak com.acme.Cache.get", "time-wait com.acme.Cache.ge", "time-wait com.b.*"})
  void anotherKindOrMethodDoesNot(String known) throws Exception {
    assertFalse(read(known).allows(line(CLOSED_FIRST)));
  }

  @Test
  void theLineThatAFailureSuggestsAllowsIt() throws Exception {
    LeftLine leak = line(OPEN);

    assertTrue(read(KnownSites.lineFor(leak)).allows(leak));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"com.acme.Cache.get", "timewait com.acme.Cache.get", "leak get", "leak a.b c.d"})
  void aLineThatIsNotUnderstoodIsNamed(String line) {
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> read("# known\n" + line));

    assertEquals(
        "firstfin-known.txt, line 2: \""
            + line
            + "\" is not understood; write time-wait or leak, a space, and a method such as"
            + " com.acme.Cache.get, or com.acme.Cache.* for a class or a package",
        error.getMessage());
  }

  @Test
  void withoutTheFileNothingIsKnown() {
    assertFalse(KnownSites.load(getClass().getClassLoader()).allows(line(OPEN)));
  }

  private static KnownSites read(String text) throws Exception {
    return KnownSites.read(new StringReader(text));
  }

  private static LeftLine line(LeftLine.Kind kind) {
    return Lines.opened(0, 0, 0, 0).row(kind, 1, LINE).snapshot().lines.values().iterator().next();
  }
}
