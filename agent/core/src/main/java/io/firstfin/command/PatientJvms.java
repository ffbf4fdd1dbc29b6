package io.firstfin.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives each call to another JVM a time limit: a process that is frozen or stopped in the middle of
 * an answer would never answer.
 */
final class PatientJvms implements TargetJvms {
  /** Longer than the agent takes for a detach or a report at most, which are 10 s. */
  static final long LIMIT_MILLIS = 30_000;

  private final TargetJvms jvms;
  private final long limitMillis;

  PatientJvms(TargetJvms jvms, long limitMillis) {
    this.jvms = jvms;
    this.limitMillis = limitMillis;
  }

  @Override
  public List<Entry> list() throws CommandFailure {
    return jvms.list();
  }

  @Override
  public TargetJvm attach(final String pid) throws CommandFailure {
    final TargetJvm jvm = within(pid, () -> jvms.attach(pid));
    return new TargetJvm() {
      private boolean gaveUp;

      @Override
      public void loadAgent(String jarPath, String arguments) throws CommandFailure {
        gaveUp = true;
        within(
            pid,
            () -> {
              jvm.loadAgent(jarPath, arguments);
              return null;
            });
        gaveUp = false;
      }

      @Override
      public String agentProperty(String name) throws CommandFailure {
        gaveUp = true;
        String value = within(pid, () -> jvm.agentProperty(name));
        gaveUp = false;
        return value;
      }

      @Override
      public void release() {
        if (!gaveUp) {
          jvm.release();
        }
      }
    };
  }

  private <T> T within(String pid, Callable<T> call) throws CommandFailure {
    FutureTask<T> task = DaemonTask.start(call);
    try {
      return task.get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailure(noAnswer(pid, limitMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandFailure) {
        throw (CommandFailure) e.getCause();
      }
      throw new CommandFailure("process " + pid + " cannot be asked: " + e.getCause());
    }
  }

  /** What to say of a process that has not answered in time. */
  static String noAnswer(String pid, long limitMillis) {
    return "process "
        + pid
        + " has not answered within "
        + limitMillis / 1000
        + " s: it is frozen (docker pause), stopped or starved; try again when it runs";
  }
}
