package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.picture.AcceptQueue;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** More clients connect to a port of this JVM than it accepts: the kernel drops them. */
final class AcceptQueueOverflow extends Rule {
  /** The counter's growth is that of a minute; a queue that was full before is not its cause. */
  private static final double RECENT_SECONDS = 60;

  /** Fewer drops may be another listener's of the network namespace, or a burst. */
  private static final long SOME = 10;

  /** A burst is accepted within less time. */
  private static final double LONG_SECONDS = 5;

  AcceptQueueOverflow() {
    super(FindingId.ACCEPT_QUEUE_OVERFLOW, Severity.WARNING, RuleGroup.FAILURES);
  }

  @Override
  public boolean decides(Picture picture) {
    return picture.kernel.statesOfThisJvm.containsKey(TcpState.LISTEN);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    Picture picture = input.picture;
    long dropped = picture.counters.growth(TcpCounter.LISTEN_OVERFLOWS);
    boolean seenFull = false;
    for (AcceptQueue queue : picture.acceptQueues) {
      boolean lately = queue.secondsSinceFull <= RECENT_SECONDS;
      seenFull |= lately;
      if (lately && dropped >= SOME || queue.fullSeconds >= LONG_SECONDS) {
        found.accept(finding("*:" + queue.port, queue, dropped, picture).build());
      }
    }
    List<AcceptQueue> own = picture.acceptQueues;
    if (!seenFull && dropped >= SOME && !own.isEmpty() && isTheOnlyServer(picture)) {
      AcceptQueue only = own.size() == 1 ? own.get(0) : null;
      String subject = only == null ? Finding.PROCESS : "*:" + only.port;
      FindingBuilder finding = finding(subject, only, dropped, picture);
      if (only == null) {
        finding.detail("This JVM listens on " + ports(own) + "; no check has seen which was full.");
      }
      found.accept(finding.build());
    }
  }

  /** Whether no other process of the network namespace listens. */
  private static boolean isTheOnlyServer(Picture picture) {
    Integer all = picture.kernel.states.get(TcpState.LISTEN);
    Integer own = picture.kernel.statesOfThisJvm.get(TcpState.LISTEN);
    return all != null && all.equals(own);
  }

  private static String ports(List<AcceptQueue> queues) {
    List<String> ports = new ArrayList<>();
    for (AcceptQueue queue : queues) {
      ports.add(Integer.toString(queue.port));
    }
    return String.join(", ", ports);
  }

  private FindingBuilder finding(String subject, AcceptQueue queue, long dropped, Picture picture) {
    boolean isLong = queue != null && queue.fullSeconds >= LONG_SECONDS;
    FindingBuilder finding =
        finding(subject)
            .counting(
                dropped > 0 ? dropped : queue.waiting,
                dropped > 0 ? "connections dropped" : "connections that wait")
            .summary(summary(queue, dropped, picture.counters.seconds))
            .cause(
                isLong
                    ? "connections are not accepted: the thread that accepts is blocked, or the"
                        + " server waits until it has fewer connections"
                    : "more clients connect at one time than the backlog has room for, or accepting"
                        + " stops now and then");
    if (isLong) {
      finding
          .remedy("a thread dump (jcmd PID Thread.print) shows what the accepting thread waits for")
          .remedy(
              "more connections or threads, if their limit is reached (Tomcat: maxConnections,"
                  + " maxThreads), and time limits on what the handlers call")
          .notRemedy("a larger backlog alone: more clients wait, and for longer");
    } else {
      finding
          .remedy(
              "a larger backlog"
                  + (queue != null && queue.limit >= 0
                      ? " (now " + Numbers.count(queue.limit) + ")"
                      : "")
                  + ": the second argument of ServerSocket (50 unless set); Tomcat: acceptCount"
                  + " (100); Netty: SO_BACKLOG")
          .remedy("net.core.somaxconn as high as that: it bounds the backlog of every listener")
          .notRemedy("net.ipv4.tcp_abort_on_overflow: clients are reset instead of served");
    }
    finding
        .evidence("listenOverflows", picture.counters.total(TcpCounter.LISTEN_OVERFLOWS))
        .evidence("listenOverflowsGrowth", dropped)
        .evidence("growthSeconds", picture.counters.seconds);
    if (queue != null) {
      finding
          .evidence("waiting", queue.waiting)
          .evidence("backlog", queue.limit)
          .evidence("fullSeconds", queue.fullSeconds);
    }
    String port = queue == null ? "" : " sport = :" + queue.port;
    return finding.evidence("check", "ss -Htln" + port + "; nstat -az TcpExtListenOverflows");
  }

  private static String summary(AcceptQueue queue, long dropped, double seconds) {
    String drops =
        Words.count(dropped, "connection")
            + (dropped == 1 ? " was" : " were")
            + " dropped in the last "
            + Words.seconds(seconds)
            + " because an accept queue of this network namespace was full; clients wait for a"
            + " second or more, or time out.";
    if (queue == null || queue.limit < 0) {
      return drops;
    }
    if (queue.isFull()) {
      return Words.count(queue.waiting, "connection")
          + " wait to be accepted, and the queue has room for "
          + Numbers.count(queue.limit)
          + (queue.fullSeconds >= 1 ? ", for " + Words.seconds(queue.fullSeconds) : "")
          + (dropped > 0 ? "; " + drops : "; the kernel drops further ones.");
    }
    return drops;
  }
}
