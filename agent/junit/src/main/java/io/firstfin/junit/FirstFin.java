package io.firstfin.junit;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/**
 * Watches the connections of each test. A test fails if it leaves more than {@link
 * NoLeakedConnections} and {@link AtMostTimeWait} allow, and any test may ask for its {@link
 * #connections()}. The two annotations register this extension by themselves.
 *
 * <p>The agent is the one of {@code -javaagent:firstfin.jar}, or it is attached before the first
 * test. Where it cannot be attached, tests with a limit fail with one line that says why, and all
 * others run as without it.
 */
public final class FirstFin implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(FirstFin.class);

  private static final AgentInThisJvm AGENT = new AgentInThisJvm(new AttachCommand());
  private static final RunningTests RUNNING = new RunningTests();
  private static final ThreadLocal<Window> CURRENT = new ThreadLocal<Window>();
  private static final AtomicBoolean SAID = new AtomicBoolean();

  /** JUnit makes the extension. */
  public FirstFin() {}

  /**
   * What the connections of the calling test have done since it began, {@code @BeforeEach} methods
   * included. Connections that another thread is about to close are waited for, two seconds at
   * most.
   *
   * @throws IllegalStateException when the calling thread runs no test that the extension watches,
   *     or when no agent watches this JVM; the message says why
   */
  public static Connections connections() {
    Window window = CURRENT.get();
    if (window == null) {
      // Fails with the reason if there is no agent.
      AGENT.ask();
      throw new IllegalStateException(
          "this thread runs no test that FirstFIN watches: put @ExtendWith(FirstFin.class) on the"
              + " class, and call this on the thread of the test");
    }
    return window.connections(now -> false);
  }

  /** Attaches the agent now, so that it sees what {@code @BeforeAll} methods open. */
  @Override
  public void beforeAll(ExtensionContext context) {
    try {
      AGENT.ask();
    } catch (NotWatched e) {
      say(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Limits limits = Limits.of(context);
    RunningTest test =
        new RunningTest(
            context.getRequiredTestClass().getName(),
            context.getRequiredTestMethod().getName(),
            name(context));
    RUNNING.begin(test);
    try {
      Window window = new Window(test, AGENT, RUNNING);
      CURRENT.set(window);
      context.getStore(NAMESPACE).put(Window.class, window);
    } catch (NotWatched e) {
      RUNNING.end(test);
      if (limits.isSet()) {
        throw e;
      }
      say(e);
    }
  }

  /** Says once for all tests why they are not watched. */
  private static void say(NotWatched why) {
    if (SAID.compareAndSet(false, true)) {
      System.err.println("[firstfin] " + why.getMessage());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Window window = context.getStore(NAMESPACE).remove(Window.class, Window.class);
    if (window == null) {
      return;
    }
    CURRENT.remove();
    try {
      Limits limits = Limits.of(context);
      // A test that has failed already may have been stopped before it closed anything.
      if (limits.isSet() && !context.getExecutionException().isPresent()) {
        check(window, limits, context.getRequiredTestClass().getClassLoader());
      }
    } finally {
      RUNNING.end(window.test);
    }
  }

  private static void check(Window window, Limits limits, ClassLoader loader) {
    KnownSites known = KnownSites.load(loader);
    Connections connections = window.connections(now -> FailureText.hasLeaks(now, limits, known));
    AssertionFailedError failure = FailureText.of(window.test, connections, limits, known);
    if (failure != null) {
      throw failure;
    }
  }

  /** Such as {@code PriceTest.asks()}, or {@code PriceTest.asks(String), [1] euro}. */
  private static String name(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    String shown = context.getDisplayName();
    return context.getRequiredTestClass().getSimpleName()
        + "."
        + method
        + "()"
        + (shown.startsWith(method + "(") ? "" : ", " + shown);
  }
}
