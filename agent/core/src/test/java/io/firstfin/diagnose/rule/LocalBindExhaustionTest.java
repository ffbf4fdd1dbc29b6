package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.RuleCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class LocalBindExhaustionTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "an explicit bind has just found no port",
            picture().bindFailure("address_in_use", "10.0.0.7:0", 3, 60_000),
            "warning local-bind-exhaustion 10.0.0.7:0"),
        row(
            "an explicit bind found no port long ago",
            picture().bindFailure("address_in_use", "10.0.0.7:0", 3, 60_001)),
        row(
            "a port of the client's own choice was taken",
            picture().bindFailure("address_in_use", "10.0.0.7:1023", 3, 0)),
        row(
            "an address in use without a bind says nothing of ports",
            picture().failure("address_in_use", REDIS, 3, 0)),
        row(
            "connects and binds without a port are two findings",
            picture()
                .bindFailure("address_in_use", "[::1]:0", 3, 0)
                .failure("address_unavailable", REDIS, 3, 0),
            "warning port-exhaustion 10.0.0.5:6379",
            "warning local-bind-exhaustion [::1]:0"));
  }
}
