package io.firstfin.diagnose;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.rule.Rules;
import io.firstfin.library.Libraries;
import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The rules together: their order, and what happens when one fails. */
class DiagnosesTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row("nothing is known", picture()),
        row(
            "nothing is known of a destination",
            picture().with(client(REDIS), server("10.0.0.9:*", 8080))),
        row(
            "failures come before ages, ages before rates, warnings before what is harmless",
            picture()
                .timeWait(30000, 24000)
                .table(30000)
                .with(
                    client(REDIS).timeWait(24000, 24000).ports(25000, 28232, 9),
                    server("10.0.0.9:*", 8080).timeWait(200, -1))
                .closeWait(REDIS, 100, 100, 100),
            "warning port-exhaustion 10.0.0.5:6379",
            "warning time-wait-table-full process",
            "warning close-wait-leak 10.0.0.5:6379",
            "info time-wait-server-side *:8080"));
  }

  @Test
  void aRuleThatFailsLeavesTheOthersTheirSay() {
    Rule broken =
        new Rule(FindingId.PROBE, Severity.INFO, RuleGroup.HARMLESS) {
          @Override
          public void diagnose(RuleInput input, Consumer<Finding> found) {
            found.accept(finding("half").build());
            throw new IllegalStateException("boom");
          }
        };
    List<Rule> rules = new ArrayList<>(Rules.ALL);
    rules.removeIf(rule -> rule.id == FindingId.PROBE);
    rules.add(0, broken);

    Diagnosed diagnosed =
        new Diagnoses(rules)
            .run(picture().timeWait(1000, -1).table(1000).build(), THRESHOLDS, Libraries.builtIn());

    assertEquals(1, diagnosed.findings.size());
    assertEquals("time-wait-table-full", diagnosed.findings.get(0).id);
    assertEquals(1, diagnosed.problems.size());
    String problem = diagnosed.problems.get(0);
    assertTrue(
        problem.startsWith(
            "diagnosis probe failed and is left out: java.lang.IllegalStateException at "),
        problem);
  }

  @Test
  void eachFindingHasOneRule() {
    assertEquals(
        EnumSet.allOf(FindingId.class),
        Rules.ALL.stream()
            .map(rule -> rule.id)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(FindingId.class))));
    assertEquals(FindingId.values().length, Rules.ALL.size());
  }

  @Test
  void rulesSpeakInTheOrderOfTheirGroups() {
    List<Rule> backwards = new ArrayList<>(Rules.ALL);
    Collections.reverse(backwards);

    List<RuleGroup> groups =
        new Diagnoses(backwards)
            .rules().stream().map(rule -> rule.group).distinct().collect(Collectors.toList());

    assertEquals(List.of(RuleGroup.values()), groups);
  }
}
