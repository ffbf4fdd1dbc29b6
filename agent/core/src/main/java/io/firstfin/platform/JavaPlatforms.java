package io.firstfin.platform;

/** Chooses the platform by what the JVM has, not by its version. */
public final class JavaPlatforms {
  private JavaPlatforms() {}

  /**
   * The platform of this JVM.
   *
   * @throws UnsupportedOperationException on a JVM that the agent cannot serve, with a message for
   *     people
   */
  public static JavaPlatform current() {
    try {
      Class.forName("java.lang.StackWalker", false, null);
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException(
          "Java " + System.getProperty("java.version") + " is not supported; use 17 or later");
    }
    try {
      return (JavaPlatform)
          Class.forName("io.firstfin.platform.ModularPlatform").getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
    }
  }
}
