package io.firstfin.registry.joined;

import io.firstfin.registry.ApplicationRegistries;
import io.firstfin.report.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The registries of one copy of Micrometer. */
public final class JoinedRegistries implements ApplicationRegistries {
  private final List<Joined> all = new ArrayList<Joined>();
  private final AtomicBoolean read;
  private volatile List<String> names = new ArrayList<String>();

  /** {@code read} becomes true whenever the application reads the meters. */
  public JoinedRegistries(AtomicBoolean read) {
    this.read = read;
  }

  @Override
  public List<String> update(List<Object> known, List<Object> settled, Report report) {
    List<String> problems = new ArrayList<String>();
    Set<MeterRegistry> roots;
    try {
      roots = Composites.roots(cast(known));
      leaveAllBut(roots);
    } catch (ConcurrentModificationException e) {
      // The application may be adding a registry to another at this moment: the next check shows
      // which.
      return problems;
    }
    for (MeterRegistry registry : cast(settled)) {
      if (roots.contains(registry) && Composites.isExported(registry) && !isJoined(registry)) {
        all.add(Joined.join(registry, read));
      }
    }
    List<String> joined = new ArrayList<String>();
    for (Joined one : all) {
      MeterRegistry registry = one.registry.get();
      if (registry != null) {
        joined.add(describe(registry));
        one.meters.accept(report);
        Throwable failure = one.meters.takeFailure();
        if (failure != null) {
          problems.add(describe(registry) + " did not take every meter: " + failure);
        }
      }
    }
    names = joined;
    return problems;
  }

  @Override
  public List<String> joined() {
    return names;
  }

  @Override
  public void leave() {
    for (Joined one : all) {
      one.leave();
    }
    all.clear();
  }

  /**
   * A registry that another one feeds by now would have each meter twice. The agent's meters leave
   * it, and the registry that feeds it is joined anew, which gives it the meters again.
   */
  private void leaveAllBut(Set<MeterRegistry> roots) {
    Set<MeterRegistry> left = Composites.identitySet();
    Iterator<Joined> each = all.iterator();
    while (each.hasNext()) {
      Joined one = each.next();
      MeterRegistry registry = one.registry.get();
      if (registry == null || !roots.contains(registry)) {
        one.leave();
        each.remove();
        if (registry != null && !registry.isClosed()) {
          left.add(registry);
        }
      }
    }
    each = all.iterator();
    while (!left.isEmpty() && each.hasNext()) {
      Joined one = each.next();
      MeterRegistry registry = one.registry.get();
      if (registry != null && containsAny(Composites.fedBy(registry), left)) {
        one.leave();
        each.remove();
      }
    }
  }

  private boolean isJoined(MeterRegistry registry) {
    for (Joined one : all) {
      if (one.registry.get() == registry) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsAny(Set<MeterRegistry> set, Set<MeterRegistry> wanted) {
    for (MeterRegistry registry : wanted) {
      if (set.contains(registry)) {
        return true;
      }
    }
    return false;
  }

  private static String describe(MeterRegistry registry) {
    String name = registry.getClass().getSimpleName();
    if (!(registry instanceof CompositeMeterRegistry)) {
      return name;
    }
    List<String> fed = new ArrayList<String>();
    for (MeterRegistry child : ((CompositeMeterRegistry) registry).getRegistries()) {
      fed.add(describe(child));
    }
    return name + fed;
  }

  private static Collection<MeterRegistry> cast(List<Object> registries) {
    List<MeterRegistry> cast = new ArrayList<MeterRegistry>(registries.size());
    for (Object registry : registries) {
      cast.add((MeterRegistry) registry);
    }
    return cast;
  }
}
