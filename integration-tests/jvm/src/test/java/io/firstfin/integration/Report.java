package io.firstfin.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The output of {@code report PID --json}. */
record Report(JsonNode json) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  Report(String text) {
    this(parse(text));
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  Closes closes() {
    Closes closes = new Closes();
    for (JsonNode close : json.path("closes")) {
      String name =
          close.path("role").asText()
              + ' '
              + close.path("initiator").asText()
              + ' '
              + close.path("how").asText();
      closes.add(name, close.path("count").asLong());
    }
    return closes;
  }

  /** Connections opened, by role. */
  Map<String, Integer> opened() {
    return MAPPER.convertValue(
        json.path("totals").path("opened"), new TypeReference<TreeMap<String, Integer>>() {});
  }

  int timeWaitOfThisJvm() {
    return json.path("timeWait").path("thisJvm").asInt(-1);
  }

  int timeWaitOfOthers() {
    return json.path("timeWait").path("others").asInt(-1);
  }

  Stream<JsonNode> sites() {
    return StreamSupport.stream(json.path("sites").spliterator(), false);
  }

  /** Closes for which the report names this line, in all roles. */
  long closesAt(String line) {
    return sumAt(line, "closes");
  }

  /** Sockets in TIME_WAIT that the report attributes to this line. */
  long timeWaitAt(String line) {
    return sumAt(line, "timeWait");
  }

  private long sumAt(String line, String key) {
    return sites()
        .filter(site -> site.path("line").asText().equals(line))
        .mapToLong(site -> site.path(key).asLong())
        .sum();
  }

  /** Warnings and information. */
  Stream<JsonNode> findings() {
    return StreamSupport.stream(json.path("findings").spliterator(), false);
  }

  Stream<JsonNode> findings(String severity) {
    return findings().filter(finding -> finding.path("severity").asText().equals(severity));
  }

  /** Verdicts that a later census has corrected, since the agent began. */
  long corrected() {
    return json.path("agent").path("corrected").asLong(-1);
  }

  long dropped() {
    return json.path("agent").path("dropped").asLong(-1);
  }

  /** {@code on}, or the reason why it is not. */
  String capability(String name) {
    return json.path("agent").path("capabilities").path(name).asText();
  }

  long errors() {
    return json.path("agent").path("errors").asLong(-1);
  }

  @Override
  public String toString() {
    return json.toPrettyString();
  }
}
