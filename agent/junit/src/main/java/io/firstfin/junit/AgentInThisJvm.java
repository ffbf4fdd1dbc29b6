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

  private final Attaching attaching;

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
    Map<?, ?> answer = answer();
    return new Snapshot(new Answer(answer == null ? attached() : answer));
  }

  private synchronized Map<?, ?> attached() {
    if (failure != null) {
      throw failure;
    }
    Map<?, ?> answer = answer();
    if (answer == null) {
      try {
        attaching.attach();
        answer = answer();
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
  private static Map<?, ?> answer() {
    try {
      // The JVM puts the agent's jar on this class path, whichever loader has loaded the tests.
      Class<?> launcher = Class.forName(LAUNCHER, true, ClassLoader.getSystemClassLoader());
      return (Map<?, ?>) launcher.getMethod(METHOD).invoke(null);
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
