package io.firstfin.demo;

/** One way in which real services get their sockets in TIME_WAIT or CLOSE_WAIT, or avoid them. */
interface Scenario {
  /** Does the work and shows it on the console; returns when everything has been shown. */
  void run(ScenarioContext context) throws Exception;
}
