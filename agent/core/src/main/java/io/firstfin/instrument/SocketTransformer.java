package io.firstfin.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Instruments the socket classes of the JDK and of Netty's native transports, and what ends a TLS
 * handshake, when they load, and those that are loaded already. It recognises other classes by
 * their names, without loading what weaves.
 */
public final class SocketTransformer implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private volatile SocketUseListener listener;
  private final Map<String, String> outcomes = new TreeMap<String, String>();

  public SocketTransformer(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Sets the listener, which is called whenever a socket class is met. */
  public void whenSocketsAreUsed(SocketUseListener next) {
    listener = next;
  }

  /** Begins to instrument. */
  public void install() {
    // Loaded now: inside of a class load, the JVM would load it twice.
    SocketClasses.contains(null, "");
    instrumentation.addTransformer(this, true);
    retransform();
  }

  /** Stops instrumenting and gives every instrumented class its own bytes back. */
  public void uninstall() {
    instrumentation.removeTransformer(this);
    retransform();
  }

  /** For each class met so far, by name: {@code on}, or the reason why it is not instrumented. */
  public Map<String, String> outcomes() {
    synchronized (outcomes) {
      return new TreeMap<String, String>(outcomes);
    }
  }

  /** The number of classes met so far. */
  public int met() {
    synchronized (outcomes) {
      return outcomes.size();
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null || !SocketClasses.contains(loader, internalName)) {
      return null;
    }
    try {
      byte[] woven = weave(internalName, classFile);
      if (woven != null) {
        outcome(internalName, "on");
      }
      return woven;
    } catch (Throwable e) {
      // The class loads unchanged, and the report says that it is not instrumented.
      outcome(internalName, "not instrumented: " + e);
      return null;
    } finally {
      SocketUseListener current = listener;
      if (current != null) {
        current.socketsAreUsed();
      }
    }
  }

  /**
   * Weaves with the agent's own permissions, because the calling thread is the one that loads the
   * class.
   */
  private static byte[] weave(final String internalName, final byte[] classFile) {
    return AccessController.doPrivileged(
        new PrivilegedAction<byte[]>() {
          @Override
          public byte[] run() {
            return Weaver.weave(internalName, classFile, SocketClasses.hooks(internalName));
          }
        });
  }

  private void retransform() {
    List<Class<?>> loaded = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (SocketClasses.contains(type)) {
        loaded.add(type);
      }
    }
    for (Class<?> type : loaded) {
      try {
        // One by one, so that a failure affects one class only.
        instrumentation.retransformClasses(type);
      } catch (Throwable e) {
        outcome(type.getName().replace('.', '/'), "not instrumented: " + e);
      }
    }
  }

  private void outcome(String internalName, String outcome) {
    synchronized (outcomes) {
      boolean ofJdk = SocketClasses.contains(null, internalName);
      outcomes.put(
          ofJdk
              ? internalName.substring(internalName.lastIndexOf('/') + 1)
              : internalName.replace('/', '.'),
          outcome);
    }
  }
}
