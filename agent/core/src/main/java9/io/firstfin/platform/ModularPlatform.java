package io.firstfin.platform;

import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Java 9 and later. */
public final class ModularPlatform implements JavaPlatform {
  private static final String[] OPENED = {
    // Module.implAddEnableNativeAccess, Throwable.backtrace
    "java.lang",
    // FileDescriptor.fd
    "java.io",
    // SocketImpl.fd, address, port, localport
    "java.net",
    // The socket classes' fields, and Net's natives
    "sun.nio.ch",
    // BaseSSLSocketImpl.self
    "sun.security.ssl",
    // Unsafe.defineClass
    "jdk.internal.misc",
    // VMSupport, the agent properties
    "jdk.internal.vm"
  };

  @Override
  public void openInternals(Instrumentation instrumentation) {
    Map<String, Set<Module>> opens = new HashMap<>();
    for (String name : OPENED) {
      opens.put(name, Collections.singleton(ModularPlatform.class.getModule()));
    }
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        opens,
        Collections.emptySet(),
        Collections.emptyMap());
  }

  /**
   * Defines the class with a null loader. Appending a jar to the bootstrap search path would work
   * too, but it turns class data sharing off for the application, with a warning.
   */
  @Override
  public void defineInBootstrap(String name, byte[] bytes) throws ClassNotFoundException {
    try {
      JavaBase.defineInBootstrap(name, bytes);
    } catch (LinkageError e) {
      // An earlier attach has defined the class, which exists for the life of the JVM.
      Class.forName(name, false, null);
    }
  }

  @Override
  public Properties agentProperties() {
    return JavaBase.agentProperties();
  }

  @Override
  public void replaceAgentProperties(Properties properties) throws ReflectiveOperationException {
    JavaBase.replaceAgentProperties(properties);
  }

  @Override
  public ClassLoader jnaLoader(JnaFiles files, ClassLoader parent) {
    // From JDK 24 on, a module must be allowed to call native code, or the JVM warns (JEP 472). A
    // module takes the JVM some 50 classes more.
    return Runtime.version().major() >= 24
        ? JnaModule.load(files, parent)
        : new JnaClassLoader(files, parent);
  }

  @Override
  public CallSiteReader callSiteReader(CallSites sites, int depth) {
    // Before JDK 13 StackWalker looks each frame up in a table of the JVM that is locked and never
    // shrinks.
    boolean leavesDeepStacks = Runtime.version().major() >= 13;
    return new ChosenReader(new StackWalkerReader(sites, depth), leavesDeepStacks, sites, depth);
  }
}
