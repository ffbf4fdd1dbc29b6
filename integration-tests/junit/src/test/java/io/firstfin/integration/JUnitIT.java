package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project {@code sample} uses the extension as its users do. */
class JUnitIT {
  private static final String OLD_JUNIT = "5.10.3";
  private static final String NEWEST_JUNIT = System.getProperty("firstfin.junit.newest");
  private static final int LEAST_JDK = 17;

  @TempDir static Path shared;

  @TempDir Path folder;

  @Test
  void anAgentThatAttachesItselfFailsTheTestsThatLeaveTooMuch() throws Exception {
    SampleProject sample = new SampleProject(shared, folder, jdks().get(0));

    Map<String, String> failures = sample.test(OLD_JUNIT, "");

    System.out.println(sample.output());
    assertFailures(failures);
  }

  @Test
  void anAgentFromTheCommandLineDoesTheSame() throws Exception {
    List<Jdk> jdks = jdks();
    SampleProject sample = new SampleProject(shared, folder, jdks.get(jdks.size() - 1));

    assertFailures(sample.test(NEWEST_JUNIT, SampleProject.javaAgent("stack.budget=all")));
  }

  @Test
  void whereNoAgentCanBeAttachedTestsWithALimitFailWithTheReasonAndOthersRun() throws Exception {
    SampleProject sample = new SampleProject(shared, folder, jdks().get(0));

    Map<String, String> failures = sample.test(OLD_JUNIT, "-XX:+DisableAttachMechanism");

    String reason = "FirstFIN does not watch this JVM: process ";
    assertTrue(failures.get("keepsItsConnection").contains(reason), failures::toString);
    assertEquals("", failures.get("hasNoLimit"));
  }

  private static void assertFailures(Map<String, String> failures) {
    assertStarts(
        failures.get("connectsForEachCall"),
        "PriceClientTest.connectsForEachCall() left 6 sockets in TIME_WAIT, because this JVM closed"
            + " first; at most 5 may be.\n",
        "\n\tat com.example.prices.PriceClient.askOnce(PriceClient.java:20)\n");
    assertStarts(
        failures.get("forgetsTheClient"),
        "PriceClientTest.forgetsTheClient() left 1 connection that nobody closed.\n",
        "\n\tat com.example.prices.PriceClient.connect(PriceClient.java:32)\n");
    assertEquals("", failures.get("keepsItsConnection"));
    assertEquals("", failures.get("doesWhatIsKnown"));
    assertEquals("", failures.get("hasNoLimit"));
  }

  private static void assertStarts(String failure, String first, String line) {
    // Surefire begins a new line before a text of several lines.
    assertTrue(failure.startsWith("org.opentest4j.AssertionFailedError: \n" + first), failure);
    assertTrue(failure.contains(line), failure);
  }

  private static List<Jdk> jdks() {
    return Jdk.all().stream().filter(jdk -> jdk.feature() >= LEAST_JDK).toList();
  }
}
