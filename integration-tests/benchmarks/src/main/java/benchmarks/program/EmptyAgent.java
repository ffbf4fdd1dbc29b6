package benchmarks.program;

/** An agent that does nothing: what the JVM itself charges for any agent. */
public final class EmptyAgent {

  private EmptyAgent() {}

  public static void premain(String options) {}
}
