package io.firstfin.jfr;

import io.firstfin.output.Output;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Picture;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.record.ConnectionListener;
import io.firstfin.record.DescriptorTable;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.Recorder;
import io.firstfin.record.TcpInfo;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.Reset;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Makes the JFR events. Opened once JFR is in use. While no recording that wants the events runs,
 * an opening and a close cost reading one flag each.
 */
public final class FlightRecorderOutput
    implements Output, ConnectionListener, FlightRecorderListener {
  /**
   * With a recording that runs for ever, the agent spends at most 1 % of the time on reading the
   * kernel's tables.
   */
  private static final int REST = 100;

  private final Recorder recorder;
  private final CallSites sites;
  private final Runnable checkSoon;

  /** The events of open connections. They are begun at the opening, to last as long. */
  private final DescriptorTable<ConnectionClosed> openEvents =
      new DescriptorTable<ConnectionClosed>();

  private final LongAdder leftOut = new LongAdder();
  private long nextWhole = System.nanoTime();

  /**
   * Registers the events, so that a recording which starts later has them too.
   *
   * @param checkSoon makes the agent's thread check now; called when a recording starts, on the
   *     thread that starts it
   */
  public FlightRecorderOutput(Recorder recorder, CallSites sites, Runnable checkSoon) {
    this.recorder = recorder;
    this.sites = sites;
    this.checkSoon = checkSoon;
    FlightRecorder.register(ConnectionClosed.class);
    FlightRecorder.register(Census.class);
    FlightRecorder.register(Finding.class);
    Throttle.take(System.nanoTime());
    FlightRecorder.addListener(this);
    // Last, because from here on the application's threads call this object.
    recorder.listen(this);
  }

  @Override
  public void recordingStateChanged(Recording recording) {
    if (recording.getState() == RecordingState.RUNNING) {
      checkSoon.run();
    }
  }

  @Override
  public void opened(int descriptor, long openedNanos) {
    ConnectionClosed event = new ConnectionClosed();
    if (event.isEnabled()) {
      event.openedNanos = openedNanos;
      event.begin();
      openEvents.put(descriptor, event);
    }
  }

  /**
   * Returns the event of the connection that was opened at that time, and of no other; null when
   * there is none.
   */
  @Override
  public Object closing(int descriptor, long openedNanos) {
    ConnectionClosed begun = openedNanos == 0 ? null : openEvents.get(descriptor);
    return begun != null && begun.openedNanos == openedNanos && openEvents.remove(descriptor, begun)
        ? begun
        : null;
  }

  @Override
  public void closed(
      Object kept, long info, long facts, long ports, long age, long cookie, Object remote) {
    ConnectionClosed event = new ConnectionClosed();
    if (!event.isEnabled()) {
      return;
    }
    if (kept != null) {
      event = (ConnectionClosed) kept;
      event.end();
    }
    // Before the throttle, because a connection that is too short for a recording must not use up
    // the rate.
    if (!event.shouldCommit()) {
      return;
    }
    if (!Throttle.take(System.nanoTime())) {
      leftOut.increment();
      return;
    }
    TcpState known = TcpState.of(TcpInfo.state(info));
    CallSite site = sites.get(RecordFacts.site(facts));
    event.role = RecordFacts.role(facts).label();
    event.initiator = RecordFacts.initiator(facts).label();
    event.how = RecordFacts.how(facts).label();
    Reset reset = RecordFacts.how(facts).reset(RecordFacts.initiator(facts));
    event.reset = reset == null ? "" : reset.label();
    event.state = known == null ? "unknown" : known.label();
    event.remoteAddress = remote == null ? "" : ((InetAddress) remote).getHostAddress();
    event.remotePort = RecordPorts.remote(ports);
    event.localPort = RecordPorts.local(ports);
    event.lifetime = age < 0 ? Long.MIN_VALUE : age;
    event.exchanges = TcpInfo.exchanges(info);
    event.cookie = cookie;
    event.leaked = RecordFacts.is(facts, RecordFacts.LEAKED);
    event.site = site.id;
    event.line = site.line;
    event.commit();
  }

  @Override
  public void update(Report report) {
    Census census = new Census();
    if (census.isEnabled()) {
      fill(census, report.picture);
      census.commit();
    }
    commit(report.findings);
    commit(report.ending);
  }

  private static void commit(List<io.firstfin.diagnose.Finding> findings) {
    for (io.firstfin.diagnose.Finding finding : findings) {
      Finding event = new Finding();
      if (event.isEnabled()) {
        fill(event, finding);
        event.commit();
      }
    }
  }

  private void fill(Census census, Picture picture) {
    Map<TcpState, Integer> own = picture.kernel.statesOfThisJvm;
    census.source = picture.kernel.source;
    census.readTime = (long) (picture.kernel.millis * 1e6);
    census.timeWait = picture.timeWait.total;
    census.timeWaitThisJvm = picture.timeWait.thisJvm;
    census.timeWaitOthers = picture.timeWait.others;
    census.closeWaitThisJvm = own.getOrDefault(TcpState.CLOSE_WAIT, -1);
    census.establishedThisJvm = own.getOrDefault(TcpState.ESTABLISHED, -1);
    census.finWait2ThisJvm = own.getOrDefault(TcpState.FIN_WAIT_2, -1);
    census.portsUsed = picture.totals.portsUsed;
    census.portsMax = picture.ports.max();
    for (CloseCount closes : picture.closes) {
      census.closed += closes.count;
    }
    census.closedWithoutEvent = leftOut.sum();
    census.dropped = picture.agent.dropped;
    census.errors = picture.agent.errors;
    if (census.timeWait >= 0) {
      nextWhole = System.nanoTime() + REST * census.readTime;
    }
  }

  private static void fill(Finding event, io.firstfin.diagnose.Finding finding) {
    event.id = finding.id;
    event.severity = finding.severity.label();
    event.subject = finding.subject;
    event.summary = finding.summary;
    event.details = String.join("\n", finding.details);
    event.cause = finding.cause;
    event.remedy = String.join("\n", finding.remedy);
    event.notRemedy = String.join("\n", finding.notRemedy);
    event.since = nanos(finding.life.sinceSeconds);
    event.away = nanos(finding.life.awaySeconds);
    event.peak = finding.life.peak;
    event.times = finding.life.times;
  }

  /** JFR shows the lowest number as not available. */
  private static long nanos(double seconds) {
    return Double.isNaN(seconds) ? Long.MIN_VALUE : (long) (seconds * 1e9);
  }

  @Override
  public boolean takeWanted() {
    return new Census().isEnabled() && System.nanoTime() - nextWhole >= 0;
  }

  @Override
  public void close() {
    recorder.listen(null);
    FlightRecorder.removeListener(this);
    FlightRecorder.unregister(ConnectionClosed.class);
    FlightRecorder.unregister(Census.class);
    FlightRecorder.unregister(Finding.class);
  }
}
