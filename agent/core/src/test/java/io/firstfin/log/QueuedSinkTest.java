package io.firstfin.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.thread.AgentThread;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QueuedSinkTest {
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  @Test
  @Timeout(60)
  void whatIsWrittenKeepsItsOrderAndLeavesNoThread() throws Exception {
    QueuedSink sink = new QueuedSink(written::add, problems::add);

    sink.write("one");
    sink.write("two");
    sink.settle(30_000);

    assertEquals(List.of("one", "two"), written);
    AgentThread.awaitEnd(30_000);
    assertFalse(AgentThread.running().contains("firstfin-log"));
  }

  @Test
  @Timeout(60)
  void aReaderThatDoesNotReadStopsNobodyAndTheLossIsSaid() {
    CountDownLatch read = new CountDownLatch(1);
    QueuedSink sink =
        new QueuedSink(
            text -> {
              await(read);
              written.add(text);
            },
            problems::add);

    for (int i = 0; i < QueuedSink.MOST + 10; i++) {
      sink.write("line");
    }
    sink.settle(1);
    assertEquals(List.of(), written);
    assertFalse(problems.isEmpty());

    read.countDown();
    sink.settle(30_000);
    assertTrue(
        written.stream().anyMatch(line -> line.contains("log entries were lost")), "what is lost");
    assertTrue(written.size() >= QueuedSink.MOST, "the rest");
  }

  @Test
  @Timeout(60)
  void afterAnErrorOfTheSinkTheNextLineIsWritten() {
    QueuedSink sink =
        new QueuedSink(
            text -> {
              if (text.equals("bad")) {
                throw new OutOfMemoryError("injected");
              }
              written.add(text);
            },
            problems::add);

    sink.write("bad");
    sink.settle(30_000);
    sink.write("good");
    sink.settle(30_000);

    assertEquals("good", written.get(written.size() - 1));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
