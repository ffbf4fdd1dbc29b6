package io.firstfin.platform;

import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import java.io.File;
import java.lang.instrument.Instrumentation;

/** What differs between Java 8 and its successors. */
public interface JavaPlatform {
  /** Opens what the agent needs of the JDK's internals, to the agent only. */
  void openInternals(Instrumentation instrumentation);

  /** Defines a class in the bootstrap loader, unless an earlier attach has. */
  void defineInBootstrap(String name, byte[] bytes) throws Exception;

  /** The loader that JNA is to come from. */
  ClassLoader jnaLoader(File jar, ClassLoader parent) throws Exception;

  CallSiteReader callSiteReader(CallSites sites, int depth);
}
