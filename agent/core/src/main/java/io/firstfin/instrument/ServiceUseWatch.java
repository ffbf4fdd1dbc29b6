package io.firstfin.instrument;

import io.firstfin.instrument.ServiceUseListener.Service;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Notices by the names of loaded classes which services of the JDK are used. It loads none of these
 * classes and changes no class.
 */
public final class ServiceUseWatch implements ClassFileTransformer {
  private static final Service[] SERVICES = Service.values();

  private final Instrumentation instrumentation;
  private final ServiceUseListener listener;

  public ServiceUseWatch(Instrumentation instrumentation, ServiceUseListener listener) {
    this.instrumentation = instrumentation;
    this.listener = listener;
  }

  /** Begins to watch. Services that are in use already are reported at once. */
  public void install() {
    // It can retransform like the other transformers, because one that cannot would make the JVM
    // create another JVMTI environment.
    instrumentation.addTransformer(this, true);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String name = type.getName();
      for (Service service : SERVICES) {
        if (name.equals(service.className) && type.getClassLoader() == null) {
          listener.serviceIsUsed(service);
        }
      }
    }
  }

  public void uninstall() {
    instrumentation.removeTransformer(this);
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null) {
      for (Service service : SERVICES) {
        if (service.internalName.equals(internalName)) {
          listener.serviceIsUsed(service);
        }
      }
    }
    return null;
  }
}
