package io.firstfin.launcher;

/**
 * The entrance for the shell. It names no type of {@code java.instrument}, so that a saved report
 * can be read on a Java runtime with the module {@code java.base} alone.
 */
public final class Main {
  private static final String COMMAND_LINE = "io.firstfin.command.CommandLine";

  private Main() {}

  /** The entry of the command line. */
  public static void main(String[] arguments) {
    int status;
    try {
      CoreClassLoader core = new CoreClassLoader(OwnJar.find());
      status =
          (Integer)
              core.loadClass(COMMAND_LINE)
                  .getMethod("run", String[].class, String.class)
                  .invoke(null, arguments, core.jar().getPath());
    } catch (Throwable failure) {
      System.err.println("[firstfin] failed: " + OwnJar.explain(failure));
      status = 1;
    }
    System.exit(status);
  }
}
