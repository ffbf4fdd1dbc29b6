package io.firstfin.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.thread.AgentThread;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final long SECONDS = 20;

  private final AtomicLong dropped = new AtomicLong(100);
  private final Traces traces = new Traces(dropped::get);

  @AfterEach
  void end() throws InterruptedException {
    traces.end();
    AgentThread.awaitEnd(Duration.ofSeconds(SECONDS).toMillis());
  }

  @Test
  void aListenerGetsTheClosesThatItWants() throws Exception {
    try (TraceReader reader = begin("first=local")) {
      traces.listener().accept(Closes.any().build());
      traces.listener().accept(Closes.any().host("10.0.0.6").remotePort(80).name("").build());

      List<String> lines = read(reader, 2);
      assertTrue(lines.get(0).contains("\"remote\": \"10.0.0.5:6379\""), lines::toString);
      assertTrue(lines.get(1).contains("\"remote\": \"10.0.0.6:80\""), lines::toString);
    }
  }

  @Test
  void closesAreInTheOrderInWhichTheyHappened() throws Exception {
    try (TraceReader reader = begin("")) {
      traces.listener().accept(Closes.any().timeMillis(1_000).build());
      traces.listener().accept(Closes.any().timeMillis(0).build());

      List<String> lines = read(reader, 2);
      assertTrue(lines.get(0).startsWith("{\"time\": \"1970-01-01T00:00:00Z\""), lines::toString);
    }
  }

  @Test
  void closesBeyondTheRateAreCountedExactly() throws Exception {
    try (TraceReader reader = begin("rate=10")) {
      int closes = 0;
      for (; closes < 25; closes++) {
        traces.listener().accept(Closes.any().build());
      }
      traces.end();
      List<String> lines = readToTheEnd(reader);

      // The closes of a slow test may fall into two seconds.
      assertTrue(lines.size() == 10 || lines.size() == 20, () -> lines.size() + " lines");
      assertEquals(closes, lines.size() + reader.leftOut());
    }
  }

  @Test
  void closesForWhichTheQueueHasNoRoomAreCountedExactly() throws Exception {
    try (TraceReader reader = begin("rate=100000")) {
      int closes = 60_000;
      for (int i = 0; i < closes; i++) {
        traces.listener().accept(Closes.any().build());
      }
      traces.end();

      assertEquals(closes, readToTheEnd(reader).size() + reader.leftOut());
    }
  }

  @Test
  void closesThatWereNotRecordedAreCountedFromTheBeginningOfTheTrace() throws Exception {
    try (TraceReader reader = begin("")) {
      dropped.addAndGet(7);
      traces.end();
      readToTheEnd(reader);

      assertEquals(7, reader.notRecorded());
    }
  }

  @Test
  void withoutAReaderNothingListens() throws Exception {
    assertNull(traces.listener());
    TraceReader reader = begin("");
    assertNotNull(traces.listener());
    traces.listener().accept(Closes.any().build());
    read(reader, 1);

    reader.close();

    assertTrue(until(() -> traces.listener() == null));
    assertTrue(until(() -> AgentThread.running().isEmpty()));
  }

  @Test
  void fourCanListenAtATime() throws Exception {
    List<TraceReader> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(begin(""));
    }
    assertThrows(IllegalStateException.class, () -> traces.begin(""));

    for (TraceReader reader : readers) {
      reader.close();
    }
    assertTrue(until(() -> traces.listener() == null));
    begin("").close();
  }

  private TraceReader begin(String filter) throws IOException {
    return TraceReader.open(new File(traces.begin(filter)).toPath());
  }

  private static List<String> read(TraceReader reader, int count) throws Exception {
    List<String> lines = new ArrayList<>();
    assertTrue(until(() -> lines.addAll(reader.read()) && lines.size() >= count));
    return lines;
  }

  private static List<String> readToTheEnd(TraceReader reader) throws Exception {
    List<String> lines = new ArrayList<>();
    assertTrue(
        until(
            () -> {
              boolean written = reader.isWritten();
              return !lines.addAll(reader.read()) && !written;
            }));
    assertFalse(lines.isEmpty() && reader.leftOut() > 0);
    return lines;
  }

  private static boolean until(Question question) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    while (!question.answer()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  private interface Question {
    boolean answer() throws Exception;
  }
}
