package io.firstfin.instrument;

import io.firstfin.instrument.ServiceUseListener.Service;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Sees by the names of the classes that load which services of the JDK are used, without loading
 * any of them. It changes no class.
 */
public final class ServiceUseWatch implements ClassFileTransformer {
  private static final Service[] SERVICES = Service.values();

  private final Instrumentation instrumentation;
  private final ServiceUseListener listener;

  public ServiceUseWatch(Instrumentation instrumentation, ServiceUseListener listener) {
    this.instrumentation = instrumentation;
    this.listener = listener;
  }

  /** Begins to watch; what was used before is told at once. */
  public void install() {
    // Like the other transformer: one that cannot retransform would cost an environment of its own.
    instrumentation.addTransformer(this, true);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null) {
        for (Service service : SERVICES) {
          tellIf(type.getName().equals(service.internalName.replace('/', '.')), service);
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
        tellIf(service.internalName.equals(internalName), service);
      }
    }
    return null;
  }

  private void tellIf(boolean used, Service service) {
    if (used) {
      listener.serviceIsUsed(service);
    }
  }
}
