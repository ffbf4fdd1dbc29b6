package io.firstfin.platform;

import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import java.lang.instrument.Instrumentation;
import java.util.Properties;

/** What differs between Java 8 and later versions. */
public interface JavaPlatform {
  /** Opens those internals of the JDK that the agent needs, to the agent only. */
  void openInternals(Instrumentation instrumentation);

  /** Defines a class in the bootstrap loader, unless an earlier attach has done so. */
  void defineInBootstrap(String name, byte[] bytes) throws Exception;

  /** The JVM's agent properties, which an attaching process can read. */
  Properties agentProperties();

  /** Puts other agent properties in the place of the JVM's own. */
  void replaceAgentProperties(Properties properties) throws ReflectiveOperationException;

  /** The loader from which the agent loads JNA. */
  ClassLoader jnaLoader(JnaFiles files, ClassLoader parent);

  CallSiteReader callSiteReader(CallSites sites, int depth);
}
