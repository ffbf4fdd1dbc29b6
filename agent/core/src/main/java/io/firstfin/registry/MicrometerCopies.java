package io.firstfin.registry;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The copies of Micrometer in the application, each by its class {@code MeterRegistry}. That class
 * holds what the agent has for it, as long as the agent is attached; the agent holds neither.
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

  /** What there is for the copy; made when it is new. */
  ApplicationRegistries of(Class<?> meterRegistry) {
    if (!isKnown(meterRegistry)) {
      copies.add(new WeakReference<Class<?>>(meterRegistry));
    }
    return held.get(meterRegistry);
  }

  /** The registries by the copy that they are of. */
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

  /** Lets go of every copy, and returns what there was for them. */
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
