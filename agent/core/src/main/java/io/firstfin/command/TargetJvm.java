package io.firstfin.command;

/** A JVM that is attached to. */
interface TargetJvm {
  /** Runs the agent of a jar in the target; returns when it is done. */
  void loadAgent(String jarPath, String arguments) throws CommandFailure;

  /** An agent property of the target, or null. */
  String agentProperty(String name) throws CommandFailure;

  /** Ends the attachment; never fails. */
  void release();
}
