package io.firstfin.command;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks the agents of several JVMs at the same time, and gives up those that do not answer. For one
 * thread.
 */
final class Questions {
  /** More at a time would only make each answer later: a report costs a JVM some CPU. */
  private static final int AT_A_TIME = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

  private final Agents agents;
  private final long limitMillis;

  /**
   * Questions that were given up, by pid. Their threads go on until the process answers or ends.
   */
  private final Map<String, FutureTask<Void>> late = new HashMap<String, FutureTask<Void>>();

  /** An answer must come within {@code limitMillis} after its question. */
  Questions(Agents agents, long limitMillis) {
    this.agents = agents;
    this.limitMillis = limitMillis;
  }

  /**
   * The answers of these processes, by pid. A process that still owes an earlier answer is not
   * asked again, so that a hung JVM takes one thread and no more.
   */
  Map<String, AgentAnswer> ask(Collection<String> pids) {
    Round round = new Round(pids);
    while (!round.isOver()) {
      round.begin();
      round.await();
      round.giveUp();
    }
    return round.answers;
  }

  private AgentAnswer answerOf(String pid) {
    try {
      return AgentAnswer.of(pid, agents.ask(pid, Channel::report));
    } catch (CommandFailure e) {
      return AgentAnswer.none(e.getMessage());
    } catch (RuntimeException | Error e) {
      return AgentAnswer.none("process " + pid + " cannot be asked: " + e);
    }
  }

  private static final class Arrived {
    final String pid;
    final AgentAnswer answer;

    Arrived(String pid, AgentAnswer answer) {
      this.pid = pid;
      this.answer = answer;
    }
  }

  private final class Round {
    final Map<String, AgentAnswer> answers = new HashMap<String, AgentAnswer>();
    private final Deque<String> waiting = new ArrayDeque<String>();
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<Arrived>();

    /** The questions without an answer, the oldest first, and when each was asked. */
    private final Map<String, FutureTask<Void>> open =
        new LinkedHashMap<String, FutureTask<Void>>();

    private final Map<String, Long> askedNanos = new HashMap<String, Long>();

    Round(Collection<String> pids) {
      for (String pid : pids) {
        FutureTask<Void> before = late.remove(pid);
        if (before == null || before.isDone()) {
          waiting.add(pid);
        } else {
          giveUp(pid, before);
        }
      }
    }

    boolean isOver() {
      return waiting.isEmpty() && open.isEmpty();
    }

    void begin() {
      while (open.size() < AT_A_TIME && !waiting.isEmpty()) {
        String pid = waiting.remove();
        askedNanos.put(pid, System.nanoTime());
        open.put(
            pid,
            DaemonTask.start(
                () -> {
                  arrived.add(new Arrived(pid, answerOf(pid)));
                  return null;
                }));
      }
    }

    /** Waits for one answer, or until the oldest question has had its time. */
    void await() {
      try {
        Arrived next =
            arrived.poll(leftNanos(open.keySet().iterator().next()), TimeUnit.NANOSECONDS);
        if (next != null && open.remove(next.pid) != null) {
          answers.put(next.pid, next.answer);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        waiting.clear();
        open.clear();
      }
    }

    void giveUp() {
      while (!open.isEmpty() && leftNanos(open.keySet().iterator().next()) <= 0) {
        String pid = open.keySet().iterator().next();
        giveUp(pid, open.remove(pid));
      }
    }

    private void giveUp(String pid, FutureTask<Void> question) {
      late.put(pid, question);
      answers.put(pid, AgentAnswer.none(PatientJvms.noAnswer(pid, limitMillis)));
    }

    private long leftNanos(String pid) {
      return askedNanos.get(pid) + TimeUnit.MILLISECONDS.toNanos(limitMillis) - System.nanoTime();
    }
  }
}
