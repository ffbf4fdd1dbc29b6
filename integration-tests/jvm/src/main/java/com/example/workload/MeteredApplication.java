package com.example.workload;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** An application that has a meter registry of Micrometer's, and prints what is in it. */
public final class MeteredApplication implements Supplier<List<String>> {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final CountDownLatch letGo = new CountDownLatch(1);

  /**
   * {@code where} is {@code global}, for a registry that is added to the global one; {@code stuck},
   * for one that removes no meter before {@link #letGo}; or another word, for one of its own.
   */
  public MeteredApplication(String where) {
    if (where.equals("global")) {
      Metrics.addRegistry(registry);
    } else if (where.equals("stuck")) {
      registry.config().onMeterRemoved(meter -> awaitLetGo());
    }
  }

  void letGo() {
    letGo.countDown();
  }

  /**
   * Counts something, as an application does: so an agent that was attached late sees the registry.
   */
  void use() {
    registry.counter("example.uses").increment();
  }

  /** The agent's meters: {@code NAME TAG=VALUE... STATISTIC VALUE}. */
  @Override
  public List<String> get() {
    List<String> lines = new ArrayList<>();
    for (Meter meter : registry.getMeters()) {
      for (Measurement measurement : meter.measure()) {
        StringBuilder line = new StringBuilder(meter.getId().getName());
        for (Tag tag : meter.getId().getTags()) {
          line.append(' ').append(tag.getKey()).append('=').append(tag.getValue());
        }
        line.append(' ').append(measurement.getStatistic()).append(' ');
        lines.add(line.append(measurement.getValue()).toString());
      }
    }
    return lines;
  }

  private void awaitLetGo() {
    try {
      letGo.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
