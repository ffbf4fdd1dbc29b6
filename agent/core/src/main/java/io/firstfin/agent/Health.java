package io.firstfin.agent;

import io.firstfin.Version;
import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.HookTimes;
import io.firstfin.record.Recorder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What works in the agent and what does not: its hooks and its errors. Used by the agent's thread.
 */
final class Health {
  private static final String ERROR = "an error of the agent's own, the service is not touched: ";

  private static final String GRANT =
      "; to let it work add to the security policy: grant codeBase"
          + " \"file:/PATH/TO/firstfin.jar\" { permission java.security.AllPermission; };";

  private final Parts parts;
  private final long hookErrorsBefore = SocketHooks.errors();

  /** By the names that the report has for them. */
  private SortedMap<String, String> hooks = new TreeMap<String, String>();

  private int hooksTested;
  private long errors;

  Health(Parts parts) {
    this.parts = parts;
  }

  /** Tests the hooks again when more classes are instrumented than before. */
  void testHooks() {
    if (parts.transformer.met() == hooksTested) {
      return;
    }
    Map<String, String> outcomes = parts.transformer.outcomes();
    hooksTested = outcomes.size();
    Recorder.prepare(outcomes.keySet());
    Map<String, String> tested = SelfTest.run(outcomes, parts.recorder);
    SortedMap<String, String> named = new TreeMap<String, String>();
    for (Map.Entry<String, String> hook : tested.entrySet()) {
      named.put("hooks." + hook.getKey(), hook.getValue());
      if (!hook.getValue().startsWith("on")) {
        parts.log.warnOnce(
            hook.getKey(), "closes of " + hook.getKey() + " are not seen: " + hook.getValue());
      }
    }
    hooks = named;
  }

  /** Logs once that hooks have failed in this life of the agent. */
  void logHookErrors() {
    if (SocketHooks.errors() > hookErrorsBefore) {
      parts.log.warnOnce(
          "hooks",
          "an event of a socket met an error of the agent's own, the service is not touched: "
              + SocketHooks.firstError()
              + "; agent.errors of the report counts what follows");
    }
  }

  /** Counts an error of the agent's thread. */
  void count() {
    errors++;
  }

  /** Logs an error of the agent's thread, each kind once. */
  void log(Throwable error) {
    String grant = isDenied(error) ? GRANT : "";
    parts.log.warnOnce(
        error.toString(), ERROR + error + grant, ERROR + error.getClass().getName() + grant);
  }

  /**
   * The health at this check.
   *
   * @param census what works when the kernel is asked, and what does not
   */
  AgentHealth now(Map<String, String> census, long forgotten, long corrected, HookTimes hookTimes) {
    Map<String, String> capabilities = new TreeMap<String, String>(hooks);
    capabilities.putAll(census);
    capabilities.put("registry", parts.registries == null ? "off" : parts.registries.state());
    return AgentHealth.builder()
        .version(Version.text())
        .dropped(parts.ring.dropped() + forgotten)
        .errors(SocketHooks.errors() + errors)
        .corrected(corrected)
        .hookTimes(hookTimes)
        .capabilities(capabilities)
        .problems(parts.log.problems())
        .build();
  }

  private static boolean isDenied(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SecurityException) {
        return true;
      }
    }
    return false;
  }
}
