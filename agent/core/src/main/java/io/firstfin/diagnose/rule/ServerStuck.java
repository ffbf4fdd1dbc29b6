package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.evidence.OldCloseWait;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.function.Consumer;

/** The clients closed long ago, and this server has not closed the connections. */
final class ServerStuck extends Rule {
  private static final double NEARLY_ALL = 0.9;

  private static final String STAY_OPEN =
      "responses that stay open (SSE, long polling, WebSocket, asynchronous requests) have lost"
          + " their clients, and nobody writes to them";

  /** Where the application accepts by itself, no server closes for it. */
  private static final String FORGOTTEN = "a handler forgot to close them; or " + STAY_OPEN;

  private static final String SERVES =
      "; the port has served others since, so that its threads are hardly all blocked";

  private static final String ANSWERED =
      "; this server has answered, or begun to answer, on nearly all of them, so that their"
          + " handlers hardly hang";

  private static final String CLOSE_EACH =
      "close each accepted connection once its end of stream was read: in try-with-resources or a"
          + " finally block";

  ServerStuck() {
    super(FindingId.SERVER_STUCK, Severity.WARNING, RuleGroup.AGES);
  }

  @Override
  public boolean decides(Picture picture) {
    return OldCloseWait.isKnown(picture);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (OldCloseWait sockets : OldCloseWait.of(input, ServerStuck::isMine)) {
      FindingBuilder finding = sockets.finding(this);
      boolean served = hasServedSince(sockets, input.picture);
      if (isOnlyTheEndUnread(sockets) && (served || isAnswered(sockets))) {
        boolean own = isAcceptedByApplication(sockets, input);
        finding.cause((own ? FORGOTTEN : STAY_OPEN) + (served ? SERVES : ANSWERED));
        if (own) {
          finding.remedy(CLOSE_EACH);
        }
        finding
            .remedy(
                "a heartbeat: write a comment to each open response every 15 to 30 s; the write"
                    + " fails once its client has left, and the server then closes")
            .remedy(
                "a time-out of the asynchronous request: AsyncContext.setTimeout (0 is for ever),"
                    + " in Spring new SseEmitter(timeout) or spring.mvc.async.request-timeout")
            .remedy(
                "if no response is meant to stay open, a thread dump (jcmd PID Thread.print) shows"
                    + " the handlers that hang");
      } else {
        finding
            .cause(cause(sockets.count, sockets.endOfStreamRead))
            .remedy("a thread dump (jcmd PID Thread.print) shows what the request threads wait for")
            .remedy("time limits on what the handlers call and on writing the response")
            .remedy("if responses stay open (SSE, long polling), a heartbeat and a time-out");
      }
      found.accept(
          finding
              .notRemedy("a larger backlog: more connections wait for the same threads")
              .build());
    }
  }

  private static boolean isMine(CloseWaitGroup group) {
    return group.role == Role.SERVER;
  }

  /** Whether nothing waits but the clients' ends of stream. Blocked threads leave requests, too. */
  private static boolean isOnlyTheEndUnread(OldCloseWait sockets) {
    return sockets.groups.stream().allMatch(group -> group.endOfStreamUnread == group.count);
  }

  private static boolean isAcceptedByApplication(OldCloseWait sockets, RuleInput input) {
    return sockets.groups.stream().allMatch(group -> input.libraries.isOfApplication(group.frames));
  }

  /** Whether this JVM has sent data on nearly all of them since their last requests. */
  private static boolean isAnswered(OldCloseWait sockets) {
    int answered = 0;
    for (CloseWaitGroup group : sockets.groups) {
      answered += Math.max(group.answered, 0);
    }
    return answered >= NEARLY_ALL * sockets.olderThanMinute;
  }

  /** Whether the port served others after the first of these connections was accepted. */
  private static boolean hasServedSince(OldCloseWait sockets, Picture picture) {
    double opened = Double.NaN;
    for (CloseWaitGroup group : sockets.groups) {
      opened = Double.isNaN(opened) ? group.openedSeconds : Math.max(opened, group.openedSeconds);
    }
    for (ListeningPort port : picture.listeningPorts) {
      if (sockets.subject.equals("*:" + port.port)) {
        return port.secondsSinceServed < opened;
      }
    }
    return false;
  }

  private static String cause(int count, int endOfStreamRead) {
    if (endOfStreamRead < 0) {
      return "nothing closes these connections: their threads are blocked, or a handler forgot"
          + " them";
    }
    if (endOfStreamRead >= count) {
      return "the clients' end of stream was read, and no close followed: a handler forgot it";
    }
    return "nobody has read the clients' end of stream"
        + (endOfStreamRead == 0
            ? ""
            : " on " + Numbers.count(count - endOfStreamRead) + " of " + Numbers.count(count))
        + ": the threads that serve these connections are blocked, or none comes to them";
  }
}
