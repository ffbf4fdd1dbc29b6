package io.firstfin.instrument;

/** Is called when the application, or a tool that observes it, uses a service of the JDK. */
public interface ServiceUseListener {
  /**
   * Called on the thread that loads the service's classes, possibly more than once. It must not
   * wait.
   */
  void serviceIsUsed(Service service);

  /**
   * A service of the JDK that the agent contributes to when it is in use. The agent never starts
   * it.
   */
  enum Service {
    /**
     * The class is loaded at the first recording, or when the application first asks JFR for
     * anything.
     */
    FLIGHT_RECORDER("jdk/jfr/internal/PlatformRecorder"),

    /** The class makes the platform's MBean server, and those of the application. */
    MANAGEMENT("javax/management/MBeanServerFactory");

    final String internalName;
    final String className;

    Service(String internalName) {
      this.internalName = internalName;
      className = internalName.replace('/', '.');
    }
  }
}
