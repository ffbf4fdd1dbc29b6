package io.firstfin.registry.joined;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.meters.ReportBuilder;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class JoinedRegistriesTest {
  private static final String CLOSED = "firstfin.connections.closed";

  private final AtomicBoolean read = new AtomicBoolean();
  private final JoinedRegistries joined = new JoinedRegistries(read);

  @Test
  void aRegistryOfItsOwnShowsTheMeters() {
    MeterRegistry registry = new SimpleMeterRegistry();
    show(7, registry);
    assertEquals(7, closed(registry));
  }

  @Test
  void whatACompositeFeedsIsNotJoinedAsWell() {
    MeterRegistry fed = new SimpleMeterRegistry();
    CompositeMeterRegistry composite = new CompositeMeterRegistry().add(fed);
    show(7, fed, composite);
    assertEquals(List.of("CompositeMeterRegistry[SimpleMeterRegistry]"), joined.joined());
    assertEquals(7, closed(fed));
  }

  @Test
  void aCompositeInACompositeIsNotJoinedAsWell() {
    MeterRegistry fed = new SimpleMeterRegistry();
    CompositeMeterRegistry inner = new CompositeMeterRegistry().add(fed);
    CompositeMeterRegistry outer = new CompositeMeterRegistry().add(inner).add(fed);
    show(7, fed, inner, outer);
    assertEquals(1, joined.joined().size());
    assertEquals(7, closed(fed));
    assertEquals(List.of(), ours(inner));
  }

  @Test
  void anEmptyCompositeIsLeftAloneUntilItFeedsARegistry() {
    CompositeMeterRegistry global = new CompositeMeterRegistry();
    show(7, global);
    assertEquals(List.of(), ours(global));
    MeterRegistry later = new SimpleMeterRegistry();
    global.add(later);
    show(8, global, later);
    assertEquals(8, closed(later));
    assertEquals(8, closed(global));
  }

  @Test
  void aRegistryThatACompositeFeedsLaterHasTheMetersAtOnce() {
    CompositeMeterRegistry global = new CompositeMeterRegistry().add(new SimpleMeterRegistry());
    show(7, global);
    MeterRegistry later = new SimpleMeterRegistry();
    global.add(later);
    assertEquals(7, closed(later));
  }

  @Test
  void oneThatIsYoungIsNotJoinedYet() {
    MeterRegistry young = new SimpleMeterRegistry();
    joined.update(List.of(young), List.of(), report(7));
    assertEquals(List.of(), ours(young));
  }

  @Test
  void oneThatIsAddedToACompositeAfterItWasJoinedGoesOnWithItsValues() {
    MeterRegistry registry = new SimpleMeterRegistry();
    CompositeMeterRegistry global = new CompositeMeterRegistry();
    show(7, registry, global);
    global.add(registry);
    show(8, registry, global);
    show(9, registry, global);
    assertEquals(List.of("CompositeMeterRegistry[SimpleMeterRegistry]"), joined.joined());
    assertEquals(9, closed(global));
    assertEquals(9, closed(registry));
  }

  @Test
  void oneThatLeavesACompositeIsJoinedByItself() {
    MeterRegistry registry = new SimpleMeterRegistry();
    CompositeMeterRegistry global = new CompositeMeterRegistry().add(registry);
    show(7, registry, global);
    global.remove(registry);
    show(8, registry, global);
    show(9, registry, global);
    assertEquals(9, closed(registry));
  }

  @Test
  void leavingTakesEveryMeterOut() {
    MeterRegistry own = new SimpleMeterRegistry();
    MeterRegistry fed = new SimpleMeterRegistry();
    CompositeMeterRegistry composite = new CompositeMeterRegistry().add(fed);
    own.counter("shop.orders").increment();
    show(7, own, fed, composite);
    joined.leave();
    assertEquals(List.of(), ours(own));
    assertEquals(List.of(), ours(fed));
    assertEquals(List.of(), ours(composite));
    assertEquals(1, own.get("shop.orders").counter().count());
  }

  @Test
  void aClosedRegistryIsLeft() {
    MeterRegistry registry = new SimpleMeterRegistry();
    show(7, registry);
    registry.close();
    show(8, registry);
    assertEquals(List.of(), joined.joined());
  }

  @Test
  void whatTheApplicationDeniesIsNotShown() {
    MeterRegistry registry = new SimpleMeterRegistry();
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("firstfin.connections"));
    show(7, registry);
    assertNull(registry.find(CLOSED).functionCounter());
    assertFalse(ours(registry).isEmpty());
  }

  @Test
  void whatTheApplicationRenamesIsTakenOutAsWell() {
    MeterRegistry fed = new SimpleMeterRegistry();
    fed.config().meterFilter(renaming());
    fed.config().commonTags("host", "a");
    CompositeMeterRegistry composite = new CompositeMeterRegistry().add(fed);
    show(7, fed, composite);
    assertEquals(7, fed.get("shop." + CLOSED).functionCounter().count());
    joined.leave();
    assertEquals(List.of(), fed.getMeters());
  }

  @Test
  void aFilterThatThrowsCostsItsOwnSeriesOnlyAndIsReported() {
    MeterRegistry registry = new SimpleMeterRegistry();
    registry.config().meterFilter(throwingFor("firstfin.sockets"));
    List<String> problems = show(7, registry);
    assertEquals(7, closed(registry));
    assertTrue(problems.get(0).contains("no sockets here"), problems::toString);
  }

  @Test
  void whatAFilterRefusedWithAnExceptionBehindACompositeIsTakenOutOfTheOthers() {
    MeterRegistry first = new SimpleMeterRegistry();
    MeterRegistry second = new SimpleMeterRegistry();
    CompositeMeterRegistry composite = new CompositeMeterRegistry().add(first).add(second);
    second.config().meterFilter(throwingFor("firstfin.connections.opened"));
    show(7, composite, first, second);
    joined.leave();
    assertEquals(List.of(), ours(first));
    assertEquals(List.of(), ours(second));
  }

  @Test
  void readingAGaugeIsNoticed() {
    MeterRegistry registry = new SimpleMeterRegistry();
    show(7, registry);
    assertFalse(read.get());
    registry.get("firstfin.ports.max").gauge().value();
    assertTrue(read.get());
  }

  @Test
  void aRegistryThatTheApplicationDropsIsNotKept() {
    WeakReference<MeterRegistry> dropped = showInOneThatIsDropped();
    long end = System.nanoTime() + 20_000_000_000L;
    while (dropped.get() != null && System.nanoTime() < end) {
      System.gc();
    }
    assertNull(dropped.get());
    show(8);
  }

  private WeakReference<MeterRegistry> showInOneThatIsDropped() {
    MeterRegistry registry = new CompositeMeterRegistry().add(new SimpleMeterRegistry());
    show(7, registry);
    return new WeakReference<>(registry);
  }

  private List<String> show(long closes, MeterRegistry... registries) {
    List<Object> all = List.of((Object[]) registries);
    return joined.update(all, all, report(closes));
  }

  private static Report report(long closes) {
    return new ReportBuilder().closed(Role.CLIENT, Initiator.LOCAL, How.FIN, closes).build();
  }

  private static double closed(MeterRegistry registry) {
    return registry.get(CLOSED).functionCounters().stream()
        .mapToDouble(FunctionCounter::count)
        .sum();
  }

  private static List<String> ours(MeterRegistry registry) {
    return registry.getMeters().stream()
        .map(meter -> meter.getId().getName())
        .filter(name -> name.contains("firstfin"))
        .toList();
  }

  private static MeterFilter renaming() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.withName("shop." + id.getName()).withTag(Tag.of("by", "filter"));
      }
    };
  }

  private static MeterFilter throwingFor(String name) {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        if (id.getName().equals(name)) {
          throw new IllegalStateException("no sockets here");
        }
        return id;
      }
    };
  }
}
