package benchmarks.program;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs {@link ConnectingTests} with the extensions that the class path has. */
public final class TestRun {
  private TestRun() {}

  public static void main(String[] arguments) {
    Launcher launcher = LauncherFactory.create();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(ConnectingTests.class))
            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
            .configurationParameter("firstfin.no-leaked-connections", "true")
            .configurationParameter("firstfin.at-most-time-wait", "1")
            .build(),
        summary);
    long succeeded = summary.getSummary().getTestsSucceededCount();
    if (succeeded != Integer.getInteger("tests", 1)) {
      summary.getSummary().getFailures().forEach(each -> each.getException().printStackTrace());
      System.exit(1);
    }
    System.exit(0);
  }
}
