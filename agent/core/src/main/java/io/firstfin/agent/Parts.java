package io.firstfin.agent;

import io.firstfin.instrument.SocketTransformer;
import io.firstfin.log.AgentLog;
import io.firstfin.options.Options;
import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.record.RecordRing;
import io.firstfin.record.Recorder;
import io.firstfin.record.StackBudget;
import io.firstfin.record.StackReads;
import io.firstfin.registry.RegistryJoin;
import io.firstfin.trace.Traces;
import java.util.function.LongSupplier;

/**
 * What one life of the agent has from its first moment on. None of these parts does any work yet.
 */
final class Parts {
  /**
   * Room for the records that wait for the agent's thread. The thread is woken when an eighth is
   * full, which is 0.4 s of 40,000 closes a second.
   */
  private static final int RING = 16_384;

  final Options options;
  final AgentLog log;
  final long pid = ProcessId.own();
  final long startNanos = System.nanoTime();

  /** Whether the application was running before the agent. */
  final boolean late;

  final Signals signals = new Signals();
  final CallSites sites;
  final KnownLibraries libraries;
  final RecordRing ring = new RecordRing(RING);
  final Traces traces;
  final CallSiteReader stacks;
  final Recorder recorder;
  final SocketTransformer transformer;
  final Jna jna;

  /** Null when the application's registries are not to show the meters. */
  final RegistryJoin registries;

  Parts(Launch launch, Options options, AgentLog log) {
    this.options = options;
    this.log = log;
    late = launch.late;
    FrameKinds kinds = new FrameKinds(options.appPackages);
    libraries = new KnownLibraries(options, log, kinds);
    sites = new CallSites(kinds);
    stacks = launch.platform.callSiteReader(sites, options.stackDepth);
    StackBudget budget = new StackBudget(options.stackBudget, System.nanoTime());
    recorder = new Recorder(ring, new StackReads(stacks, budget));
    transformer = new SocketTransformer(launch.instrumentation);
    jna = new Jna(launch.platform, launch.delegates);
    // No lambdas, because every JVM starts with this, and each takes longer than a class does.
    traces =
        new Traces(
            new LongSupplier() {
              @Override
              public long getAsLong() {
                return ring.dropped();
              }
            });
    Runnable begin =
        new Runnable() {
          @Override
          public void run() {
            signals.begin();
          }
        };
    registries = options.registry ? new RegistryJoin(launch.instrumentation, begin) : null;
  }
}
