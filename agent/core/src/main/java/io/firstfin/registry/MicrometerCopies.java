package io.firstfin.registry;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The copies of Micrometer in the application, each identified by its class {@code MeterRegistry}.
 * That class holds the agent's objects for the copy, as long as the agent is attached; the agent
 * holds neither the class nor the objects.
 */
final class MicrometerCopies {
  private static final String METER_REGISTRY = "io.micrometer.core.instrument.MeterRegistry";
  private static final String JOINED = "io.firstfin.registry.joined.JoinedRegistries";

  private final Held held;
  private final List<WeakReference<Class<?>>> copies = new ArrayList<WeakReference<Class<?>>>();

  /** {@code read} becomes true whenever the application reads the meters. */
  MicrometerCopies(AtomicBoolean read) {
    held = new Held(read);
  }

  /** The registries of the copy; made when the copy is new. */
  ApplicationRegistries of(Class<?> meterRegistry) {
    if (!isKnown(meterRegistry)) {
      copies.add(new WeakReference<Class<?>>(meterRegistry));
    }
    return held.get(meterRegistry);
  }

  /** Groups the registries by their copy of Micrometer. */
  static Map<Class<?>, List<Object>> byCopy(List<Object> registries) {
    Map<Class<?>, List<Object>> byCopy = new IdentityHashMap<Class<?>, List<Object>>();
    for (Object registry : registries) {
      Class<?> type = registry.getClass();
      while (type != null && !type.getName().equals(METER_REGISTRY)) {
        type = type.getSuperclass();
      }
      if (type != null) {
        List<Object> ofCopy = byCopy.get(type);
        if (ofCopy == null) {
          ofCopy = new ArrayList<Object>();
          byCopy.put(type, ofCopy);
        }
        ofCopy.add(registry);
      }
    }
    return byCopy;
  }

  /** Forgets every copy, and returns the registries that it had. */
  List<ApplicationRegistries> release() {
    List<ApplicationRegistries> released = new ArrayList<ApplicationRegistries>();
    for (WeakReference<Class<?>> copy : copies) {
      Class<?> meterRegistry = copy.get();
      if (meterRegistry != null) {
        released.add(held.get(meterRegistry));
        held.remove(meterRegistry);
      }
    }
    copies.clear();
    return released;
  }

  private boolean isKnown(Class<?> meterRegistry) {
    boolean known = false;
    Iterator<WeakReference<Class<?>>> all = copies.iterator();
    while (all.hasNext()) {
      Class<?> copy = all.next().get();
      if (copy == null) {
        all.remove();
      }
      known |= copy == meterRegistry;
    }
    return known;
  }

  private static final class Held extends ClassValue<ApplicationRegistries> {
    private final AtomicBoolean read;

    Held(AtomicBoolean read) {
      this.read = read;
    }

    @Override
    protected ApplicationRegistries computeValue(Class<?> meterRegistry) {
      try {
        return (ApplicationRegistries)
            new JoiningClassLoader(meterRegistry.getClassLoader())
                .loadClass(JOINED)
                .getConstructor(AtomicBoolean.class)
                .newInstance(read);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
      }
    }
  }
}
