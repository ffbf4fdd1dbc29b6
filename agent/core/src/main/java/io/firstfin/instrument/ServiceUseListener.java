package io.firstfin.instrument;

/** Told when the application, or a tool that looks at it, uses a service of the JDK. */
public interface ServiceUseListener {
  /** Called on the thread that loads the service's classes, perhaps repeatedly; must not wait. */
  void serviceIsUsed(Service service);

  /** A service that the agent serves when it is in use, and never brings into use. */
  enum Service {
    /** Made when the first recording, or anybody who asks for one, comes. */
    FLIGHT_RECORDER("jdk/jfr/internal/PlatformRecorder"),

    /** Makes the platform's MBean server, and those of the application. */
    MANAGEMENT("javax/management/MBeanServerFactory");

    final String internalName;

    Service(String internalName) {
      this.internalName = internalName;
    }
  }
}
