package io.firstfin.command;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A call on a thread of its own, which does not keep this process from ending. */
final class DaemonTask {
  private DaemonTask() {}

  static <T> FutureTask<T> start(Callable<T> call) {
    FutureTask<T> task = new FutureTask<T>(call);
    Thread thread = new Thread(task, "firstfin-command");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
