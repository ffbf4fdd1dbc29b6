package io.firstfin.launcher;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.security.CodeSource;

/** firstfin.jar, from which this class was loaded, and what is wrong when it cannot be used. */
final class OwnJar {
  private OwnJar() {}

  static File find() throws Exception {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IllegalStateException("the JVM does not say where firstfin.jar is");
    }
    File jar = new File(source.getLocation().toURI());
    if (!jar.isFile()) {
      throw new IllegalStateException(
          jar + " is no jar file; use firstfin.jar as it was built, not inside another jar");
    }
    return jar;
  }

  /** What a failure means, and what to do, in one line. */
  static String explain(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof InvocationTargetException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof NoClassDefFoundError && isOfJdk(String.valueOf(cause.getMessage()))) {
      return "this Java runtime lacks "
          + cause.getMessage().replace('/', '.')
          + "; build its image with jlink --add-modules java.instrument,java.logging and more";
    }
    if (cause instanceof ClassNotFoundException || cause instanceof LinkageError) {
      return "firstfin.jar is damaged or incomplete (" + cause + ")";
    }
    if (cause instanceof SecurityException) {
      return cause.getMessage()
          + "; to let it start, add to the security policy: grant codeBase"
          + " \"file:/PATH/TO/firstfin.jar\" { permission java.security.AllPermission; };";
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static boolean isOfJdk(String name) {
    return name.startsWith("java/") || name.startsWith("javax/") || name.startsWith("sun/");
  }
}
