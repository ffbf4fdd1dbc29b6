package io.firstfin.junit;

import static io.firstfin.junit.LeftLine.Kind.CLOSED_FIRST;
import static io.firstfin.junit.LeftLine.Kind.FORGOTTEN;
import static io.firstfin.junit.LeftLine.Kind.OPEN;
import static io.firstfin.junit.Lines.LINE;
import static io.firstfin.junit.Lines.TEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final RunningTest OTHER =
      new RunningTest("com.acme.OtherTest", "runs", "OtherTest.runs()");
  private static final RunningTest SIBLING =
      new RunningTest("com.acme.CacheTest", "puts", "CacheTest.puts()");

  @Test
  void whatWasThereBeforeTheTestIsNotTheTests() {
    Snapshot begin = Lines.opened(10, 8, 4, 2).row(CLOSED_FIRST, 4, LINE).snapshot();
    Snapshot end = Lines.opened(13, 10, 6, 3).row(CLOSED_FIRST, 6, LINE).snapshot();

    Connections connections = Connections.between(begin, end, TEST, List.of());

    assertEquals(3, connections.opened());
    assertEquals(2, connections.closed());
    assertEquals(2, connections.timeWait());
    assertEquals(1, connections.stillOpen());
    assertEquals(List.of(2L), connections.lines().stream().map(LeftLine::count).toList());
  }

  @Test
  void aLineThatDidNothingInTheTestIsNotNamed() {
    Snapshot begin = Lines.opened(1, 0, 0, 1).row(OPEN, 1, LINE).snapshot();

    assertEquals(List.of(), Connections.between(begin, begin, TEST, List.of()).lines());
  }

  @Test
  void whatTheLinesDoNotExplainIsElsewhere() {
    Snapshot begin = Lines.opened(5, 2, 2, 3).row(OPEN, 2, LINE).snapshot();
    Snapshot end = Lines.opened(9, 5, 5, 4).row(CLOSED_FIRST, 1, LINE).snapshot();

    Connections connections = Connections.between(begin, end, TEST, List.of());

    assertEquals(2, connections.closedFirstElsewhere());
    assertEquals(3, connections.openElsewhere(), "the line's two are closed, and three more came");
  }

  @Test
  void whatAnEarlierTestLeftAndTheGarbageCollectorClosesIsNotTheTests() {
    Snapshot begin = Lines.opened(1, 0, 0, 1).row(OPEN, 1, LINE).snapshot();
    Snapshot end =
        Lines.opened(2, 2, 2, 0)
            .closedByGarbageCollector(FORGOTTEN, 2, LINE)
            .closedByGarbageCollector(CLOSED_FIRST, 2, LINE)
            .snapshot();

    Connections connections = Connections.between(begin, end, TEST, List.of());

    assertEquals(List.of(1L), connections.leaked().stream().map(LeftLine::count).toList());
    assertEquals(List.of(1L), connections.closedFirst().stream().map(LeftLine::count).toList());
    assertEquals(0, connections.closedFirstElsewhere());
  }

  @Test
  void whatIsOpenIsNotKnownWithoutTheKernelsTables() {
    Snapshot begin = Lines.opened(0, 0, 0, -1).snapshot();
    Connections connections = Connections.between(begin, begin, TEST, List.of());

    IllegalStateException unknown =
        assertThrows(IllegalStateException.class, connections::stillOpen);

    assertTrue(unknown.getMessage().contains("kernel's tables"), unknown.getMessage());
  }

  @Test
  void aLineWhoseStackNamesAnotherTestIsThatTests() {
    assertEquals(List.of(), beside(OTHER, LINE, "com.acme.OtherTest.runs(OtherTest.java:9)"));
  }

  @Test
  void aLineWhoseStackNamesTheTestIsItsOwn() {
    assertFalse(beside(OTHER, LINE, "com.acme.CacheTest.gets(CacheTest.java:9)").get(0).isShared());
    assertFalse(beside(SIBLING, LINE, "com.acme.CacheTest.gets(C.java:9)").get(0).isShared());
    assertFalse(
        beside(SIBLING, LINE, "com.acme.CacheTest.lambda$gets$0(C.java:9)").get(0).isShared());
  }

  @Test
  void aLineWhoseStackNamesNeitherMayBeAnyones() {
    assertTrue(beside(OTHER, LINE).get(0).isShared());
    assertTrue(beside(SIBLING, LINE, "com.acme.CacheTest.help(C.java:9)").get(0).isShared());
  }

  @Test
  void aTestThatRunsAloneOwnsEachLine() {
    Snapshot begin = Lines.opened(0, 0, 0, 0).snapshot();
    Snapshot end = Lines.opened(1, 1, 1, 0).row(CLOSED_FIRST, 1, LINE).snapshot();

    Connections alone = Connections.between(begin, end, TEST, List.of());

    assertFalse(alone.lines().get(0).isShared());
  }

  @Test
  void aFailedAssertionPrintsTheSumsAndTheLines() {
    Snapshot begin = Lines.opened(0, 0, 0, 0).snapshot();
    Snapshot end = Lines.opened(6, 6, 6, 0).row(CLOSED_FIRST, 6, LINE).snapshot();

    assertEquals(
        "6 opened, 0 accepted, 6 closed, 0 still open, 6 in TIME_WAIT\n"
            + "  6 closed first at com.acme.Cache.get(Cache.java:42)",
        Connections.between(begin, end, TEST, List.of()).toString());
  }

  private static List<LeftLine> beside(RunningTest other, String... frames) {
    Snapshot begin = Lines.opened(0, 0, 0, 0).snapshot();
    Snapshot end = Lines.opened(1, 1, 1, 0).row(CLOSED_FIRST, 1, frames).snapshot();
    return Connections.between(begin, end, TEST, List.of(other)).lines();
  }
}
