package io.firstfin.demo;

import java.util.Optional;

/**
 * The result of one form of a scenario.
 *
 * @param failure why it could not be shown; {@code report} and {@code sockets} are empty then
 * @param sockets the kernel's counts
 */
record Outcome(
    Optional<String> failure, Optional<AgentReport> report, Optional<SocketCounts> sockets) {
  static Outcome of(AgentReport report, SocketCounts sockets) {
    return new Outcome(Optional.empty(), Optional.of(report), Optional.of(sockets));
  }

  static Outcome failed(String why) {
    return new Outcome(Optional.of(why), Optional.empty(), Optional.empty());
  }
}
