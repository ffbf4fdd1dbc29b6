package io.firstfin.platform;

/** Chooses the implementation by what the JVM has, not by its version. */
public final class JavaPlatforms {
  private JavaPlatforms() {}

  /** The implementation for this JVM. */
  public static JavaPlatform current() {
    try {
      Class.forName("java.lang.StackWalker", false, null);
    } catch (ClassNotFoundException e) {
      return new ClassicPlatform();
    }
    try {
      return (JavaPlatform)
          Class.forName("io.firstfin.platform.ModularPlatform").getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
    }
  }
}
