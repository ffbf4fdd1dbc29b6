package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The keys of {@code report --json} that programs rely on, with their types. */
final class Contract {
  private static final Predicate<JsonNode> COUNT = JsonNode::isIntegralNumber;
  private static final Predicate<JsonNode> NUMBER = JsonNode::isNumber;
  private static final Predicate<JsonNode> TEXT = JsonNode::isTextual;
  private static final Predicate<JsonNode> TEXTS =
      node -> node.isArray() && all(node, JsonNode::isTextual);
  private static final Predicate<JsonNode> OBJECT = JsonNode::isObject;
  private static final Predicate<JsonNode> ROLE = oneOf("client", "server", "unknown");
  private static final Predicate<JsonNode> INITIATOR =
      oneOf("local", "remote", "simultaneous", "unknown");
  private static final Predicate<JsonNode> HOW = oneOf("fin", "rst", "unknown");
  private static final Predicate<JsonNode> RESET =
      oneOf("none", "local", "remote").or(JsonNode::isNull);
  private static final Predicate<JsonNode> SOURCE = oneOf("sock_diag", "procfs", "sockstat", "off");
  private static final Predicate<JsonNode> ID = node -> node.asText().matches("[0-9a-f]{8}");
  private static final Predicate<JsonNode> TIME =
      node -> node.isTextual() && Instant.parse(node.asText()) != null;

  /** The names that OpenTelemetry's {@code network.connection.state} has. */
  private static final Set<String> STATES =
      Set.of(
          "closed",
          "close_wait",
          "closing",
          "established",
          "fin_wait_1",
          "fin_wait_2",
          "last_ack",
          "listen",
          "syn_received",
          "syn_sent",
          "time_wait");

  private Contract() {}

  /** Fails unless the report, which must have a finding and a site, has all keys. */
  static void hold(JsonNode report) {
    key(report, "version", node -> node.asInt() == 1);
    key(report, "pid", COUNT);
    key(report, "time", TIME);
    key(report, "watchingSeconds", NUMBER);

    JsonNode kernel = key(report, "kernel", OBJECT);
    key(kernel, "source", SOURCE);
    key(kernel, "millis", NUMBER);
    JsonNode states = key(kernel, "states", OBJECT);
    assertTrue(all(states, COUNT), states::toString);
    states
        .fieldNames()
        .forEachRemaining(name -> assertTrue(STATES.contains(name), () -> "state " + name));
    key(states, "time_wait", COUNT);

    for (JsonNode close : each(report, "closes")) {
      key(close, "role", ROLE);
      key(close, "initiator", INITIATOR);
      key(close, "how", HOW);
      key(close, "count", COUNT);
      key(close, "reset", RESET);
    }

    JsonNode timeWait = key(report, "timeWait", OBJECT);
    for (String name : List.of("total", "thisJvm", "others")) {
      key(timeWait, name, COUNT);
    }

    for (JsonNode destination : each(report, "destinations")) {
      key(destination, "role", ROLE);
      key(destination, "remote", TEXT);
      key(destination, "timeWait", COUNT);
      key(destination, "closeWait", COUNT);
      key(destination, "closesPerSecond", NUMBER);
      boolean client = destination.path("role").asText().equals("client");
      key(destination, "portsUsed", client ? COUNT : COUNT.or(JsonNode::isNull));
      key(destination, "portsMax", client ? COUNT : COUNT.or(JsonNode::isNull));
      key(destination, "secondsToExhaustion", NUMBER.or(JsonNode::isNull));
    }

    for (JsonNode site : each(report, "sites")) {
      key(site, "id", ID);
      key(site, "role", ROLE);
      key(site, "initiator", INITIATOR);
      key(site, "how", HOW);
      key(site, "closes", COUNT);
      key(site, "timeWait", COUNT);
      key(site, "sampled", JsonNode::isBoolean);
      key(site, "line", TEXT);
      key(site, "frames", TEXTS);
    }

    for (JsonNode finding : each(report, "findings")) {
      key(finding, "id", node -> node.asText().matches("[a-z0-9-]+"));
      key(finding, "severity", oneOf("info", "warning"));
      key(finding, "subject", TEXT);
      key(finding, "summary", TEXT);
      key(finding, "evidence", OBJECT);
      key(finding, "remedy", TEXTS);
      key(finding, "notRemedy", TEXTS);
    }

    JsonNode agent = key(report, "agent", OBJECT);
    key(agent, "dropped", COUNT);
    key(agent, "errors", COUNT);
    key(agent, "hookNanosMedian", COUNT);
    key(agent, "capabilities", OBJECT);
  }

  private static JsonNode each(JsonNode report, String name) {
    JsonNode list = key(report, name, JsonNode::isArray);
    assertTrue(!list.isEmpty(), () -> name + " is empty: " + report.toPrettyString());
    return list;
  }

  private static JsonNode key(JsonNode object, String name, Predicate<JsonNode> type) {
    assertTrue(object.has(name), () -> "no " + name + " in " + object.toPrettyString());
    JsonNode value = object.get(name);
    assertTrue(type.test(value), () -> name + " is " + value + " in " + object.toPrettyString());
    return value;
  }

  private static boolean all(JsonNode nodes, Predicate<JsonNode> type) {
    for (JsonNode node : nodes) {
      if (!type.test(node)) {
        return false;
      }
    }
    return true;
  }

  private static Predicate<JsonNode> oneOf(String... values) {
    return node -> node.isTextual() && List.of(values).contains(node.asText());
  }
}
