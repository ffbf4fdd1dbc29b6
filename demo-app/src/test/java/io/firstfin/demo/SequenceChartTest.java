package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.demo.SequenceChart.Side;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SequenceChartTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final SequenceChart chart =
      new SequenceChart(new Console(new PrintStream(bytes, true), false));

  @Test
  void arrowPointsAwayFromTheSender() {
    chart.segment(Side.LEFT, "SYN");
    chart.segment(Side.RIGHT, "SYN, ACK");
    assertEquals(
        """
                    | ------------------- SYN --------------------> |
                    | <----------------- SYN, ACK ----------------- |
        """,
        bytes.toString());
  }

  @Test
  void lostSegmentEndsOnItsWay() {
    chart.lost(Side.LEFT, "ACK");
    chart.lost(Side.RIGHT, "FIN");
    assertEquals(
        """
                    | ----------- ACK, lost X                       |
                    |                       X FIN, lost ----------- |
        """,
        bytes.toString());
  }

  @Test
  void lifeLinesStayInTheirColumns() {
    chart.segment(Side.LEFT, "FIN");
    chart.segment(Side.RIGHT, "an even label");
    chart.action(Side.LEFT, "close()");
    chart.action(Side.RIGHT, "close()");
    chart.lost(Side.LEFT, "FIN, ACK");
    chart.lost(Side.RIGHT, "an odd one");
    chart.pause();
    Set<String> columns =
        bytes
            .toString()
            .lines()
            .map(line -> line.indexOf('|') + " " + line.lastIndexOf('|'))
            .collect(Collectors.toSet());
    assertEquals(Set.of("12 60"), columns);
  }
}
