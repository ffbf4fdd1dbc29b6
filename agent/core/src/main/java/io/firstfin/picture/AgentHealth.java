package io.firstfin.picture;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How the agent itself fares. */
public final class AgentHealth {
  /** Version of the agent. */
  public final String version;

  /** Closes that were counted, but whose record found the ring full. */
  public final long dropped;

  /** Errors inside the agent that the application never saw. */
  public final long errors;

  /** Records that a later census contradicted and corrected. */
  public final long corrected;

  /** Time a hook at close takes at the median, nanoseconds, from timing a sample; -1 unknown. */
  public final long hookNanosMedian;

  /** What works and what does not: name to {@code on}, {@code off} or the reason it is missing. */
  public final Map<String, String> capabilities;

  /** Problems of the agent's own, one line each, each said once. */
  public final List<String> problems;

  public AgentHealth(
      String version,
      long dropped,
      long errors,
      long corrected,
      long hookNanosMedian,
      Map<String, String> capabilities,
      List<String> problems) {
    this.version = version;
    this.dropped = dropped;
    this.errors = errors;
    this.corrected = corrected;
    this.hookNanosMedian = hookNanosMedian;
    this.capabilities = Collections.unmodifiableMap(capabilities);
    this.problems = Collections.unmodifiableList(problems);
  }
}
