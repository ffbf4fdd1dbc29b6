package io.firstfin.instrument;

import io.firstfin.bootstrap.RegistryHooks;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Makes the application's meter registries call {@link RegistryHooks}: a new one in its
 * constructor, one that is older than the agent at its next use. It keeps no class loader of the
 * application from being unloaded.
 */
public final class RegistryTransformer implements ClassFileTransformer {
  /** The loader of the agent's own Micrometer. */
  private static final ClassLoader OWN = RegistryTransformer.class.getClassLoader();

  private final Instrumentation instrumentation;

  /** Loaders whose {@code MeterRegistry} had no instance before it got its hooks. */
  private final Set<ClassLoader> hookedWhenLoading = weakSet();

  private final Set<Class<?>> hookedWhenLoaded = weakSet();
  private volatile String problem;

  public RegistryTransformer(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** From now on classes get their hooks as they load. */
  public void install() {
    instrumentation.addTransformer(this, true);
  }

  /**
   * Puts hooks into the classes that were loaded before. No thread of the application may call
   * this, because it calls class loaders.
   *
   * @return the classes {@code io.micrometer.core.instrument.Metrics} among them
   */
  public List<Class<?>> searchLoaded() {
    List<Class<?>> metrics = new ArrayList<Class<?>>();
    for (Class<?> type : loaded()) {
      if (type.getName().equals(RegistryClasses.METRICS)) {
        metrics.add(type);
      } else if (RegistryClasses.showsUse(internalName(type))
          && !hookedWhenLoading.contains(type.getClassLoader())
          && seesHooks(type.getClassLoader())) {
        hookedWhenLoaded.add(type);
        retransform(type);
      }
    }
    return metrics;
  }

  /** Gives every class its own bytes back. */
  public void uninstall() {
    instrumentation.removeTransformer(this);
    for (Class<?> type : loaded()) {
      if (RegistryClasses.showsUse(internalName(type))) {
        retransform(type);
      }
    }
  }

  /** Why registries cannot be found, or null. */
  public String problem() {
    return problem;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    boolean searched = redefined != null && hookedWhenLoaded.contains(redefined);
    if (!searched && !RegistryClasses.isRegistry(internalName) || loader == OWN) {
      return null;
    }
    try {
      List<Hook> hooks =
          searched ? RegistryClasses.whenLoaded(internalName) : RegistryClasses.whenLoading();
      byte[] woven = Weaver.weave(internalName, classFile, hooks);
      if (redefined == null) {
        hookedWhenLoading.add(loader);
      }
      return woven;
    } catch (Throwable e) {
      // The class loads unchanged.
      problem = internalName.replace('/', '.') + " is not instrumented: " + e;
      return null;
    }
  }

  /** Micrometer's loaded classes, except those of the agent's own copy. */
  private List<Class<?>> loaded() {
    List<Class<?>> found = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().startsWith("io.micrometer.") && type.getClassLoader() != OWN) {
        found.add(type);
      }
    }
    return found;
  }

  private boolean seesHooks(ClassLoader loader) {
    try {
      if (Class.forName(RegistryHooks.class.getName(), false, loader) == RegistryHooks.class) {
        return true;
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // A class loader of OSGi that does not delegate our package to the bootstrap loader.
    }
    problem = "the class loader of the application's Micrometer hides io.firstfin.bootstrap";
    return false;
  }

  private void retransform(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Throwable e) {
      problem = type.getName() + " is not instrumented: " + e;
    }
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static <T> Set<T> weakSet() {
    return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<T, Boolean>()));
  }
}
