package io.firstfin.junit;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * The agent that watches this JVM: the one of {@code -javaagent}, or one that is attached at the
 * first question. Any thread.
 */
final class AgentInThisJvm {
  /** The only class of the agent that the class path shows. */
  static final String LAUNCHER = "io.firstfin.launcher.Launcher";

  private static final String METHOD = "linesLeft";

  private static final long NOTHING_SEEN = -1;

  private final Attaching attaching;

  /** The last answer, which holds until a connection is opened or ends. */
  private volatile Snapshot last;

  /** Why an attach has failed: a second one would fail too, and takes time. */
  private NotWatched failure;

  AgentInThisJvm(Attaching attaching) {
    this.attaching = attaching;
  }

  /** Lets an agent watch this JVM. */
  interface Attaching {
    /**
     * @throws NotWatched when it cannot
     */
    void attach();
  }

  /**
   * What the agent knows at this moment.
   *
   * @throws NotWatched when there is no answer
   */
  Snapshot ask() {
    Snapshot before = last;
    Map<?, ?> answer = answer(before == null ? NOTHING_SEEN : before.activity);
    if (answer != null && answer.isEmpty()) {
      return before;
    }
    Snapshot now = new Snapshot(new Answer(answer == null ? attached() : answer));
    last = now;
    return now;
  }

  private synchronized Map<?, ?> attached() {
    if (failure != null) {
      throw failure;
    }
    Map<?, ?> answer = answer(NOTHING_SEEN);
    if (answer == null) {
      try {
        attaching.attach();
        answer = answer(NOTHING_SEEN);
      } catch (NotWatched e) {
        failure = e;
        throw e;
      }
    }
    if (answer == null) {
      failure =
          new NotWatched("the agent was attached, and has ended or belongs to another version");
      throw failure;
    }
    return answer;
  }

  /** Null when no agent watches. */
  private static Map<?, ?> answer(long seen) {
    try {
      // The JVM puts the agent's jar on this class path, whichever loader has loaded the tests.
      Class<?> launcher = Class.forName(LAUNCHER, true, ClassLoader.getSystemClassLoader());
      return (Map<?, ?>) launcher.getMethod(METHOD, long.class).invoke(null, seen);
    } catch (ClassNotFoundException e) {
      return null;
    } catch (NoSuchMethodException e) {
      throw new NotWatched("firstfin.jar is older than firstfin-junit: give both one version");
    } catch (InvocationTargetException e) {
      Throwable cause = e;
      while (cause instanceof InvocationTargetException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new NotWatched(String.valueOf(cause.getMessage()));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new NotWatched("firstfin.jar cannot be used (" + e + ")");
    }
  }
}
