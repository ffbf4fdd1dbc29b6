package io.firstfin.demo;

/** One way in which real services come to their TIME_WAIT or CLOSE_WAIT sockets, or do not. */
interface Scenario {
  /** Does the work and tells it on the console; returns when all has been shown. */
  void run(ScenarioContext context) throws Exception;
}
