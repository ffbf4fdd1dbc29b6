package io.firstfin.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Instruments the JDK's socket classes as they load, and those that are loaded already. It answers
 * "not mine" by name, without touching Byte Buddy.
 */
public final class SocketTransformer implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private volatile SocketUseListener listener;
  private final Map<String, String> outcomes = new TreeMap<String, String>();

  public SocketTransformer(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Who is told whenever a socket class is met. */
  public void whenSocketsAreUsed(SocketUseListener told) {
    listener = told;
  }

  /** Begins to instrument. */
  public void install() {
    instrumentation.addTransformer(this, true);
    retransform();
  }

  /** Ends it and gives every instrumented class its own bytes back. */
  public void uninstall() {
    instrumentation.removeTransformer(this);
    retransform();
  }

  /** Class name to {@code on} or the reason why it is not instrumented; classes met so far. */
  public Map<String, String> outcomes() {
    synchronized (outcomes) {
      return new TreeMap<String, String>(outcomes);
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (loader != null || internalName == null || !SocketClasses.NAMES.contains(internalName)) {
      return null;
    }
    try {
      byte[] woven = Weaver.weave(internalName, classFile, SocketClasses.hooks(internalName));
      outcome(internalName, "on");
      return woven;
    } catch (Throwable e) {
      // The class loads as it is; the report says what is missing.
      outcome(internalName, "not instrumented: " + e);
      return null;
    } finally {
      SocketUseListener told = listener;
      if (told != null) {
        told.socketsAreUsed();
      }
    }
  }

  private void retransform() {
    List<Class<?>> loaded = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null
          && SocketClasses.NAMES.contains(type.getName().replace('.', '/'))) {
        loaded.add(type);
      }
    }
    for (Class<?> type : loaded) {
      try {
        // One by one: a failure takes down one class, not all.
        instrumentation.retransformClasses(type);
      } catch (Throwable e) {
        outcome(type.getName().replace('.', '/'), "not instrumented: " + e);
      }
    }
  }

  private void outcome(String internalName, String outcome) {
    synchronized (outcomes) {
      outcomes.put(internalName.substring(internalName.lastIndexOf('/') + 1), outcome);
    }
  }
}
