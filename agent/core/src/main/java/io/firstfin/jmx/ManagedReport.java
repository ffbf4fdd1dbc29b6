package io.firstfin.jmx;

import io.firstfin.diagnose.Finding;
import io.firstfin.output.Readers;
import io.firstfin.output.ReportSource;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Site;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bean: it shows the last report, and any thread reads it. */
final class ManagedReport implements FirstFinMXBean {
  private final ReportSource fresh;
  private volatile Report report;
  private final Readers readers = new Readers();

  ManagedReport(ReportSource fresh, Report report) {
    this.fresh = fresh;
    this.report = report;
  }

  void update(Report newest) {
    report = newest;
  }

  boolean hasReaders() {
    return readers.present();
  }

  private Report last() {
    readers.read();
    return report;
  }

  @Override
  public String getVersion() {
    return report.picture.agent.version;
  }

  @Override
  public Date getTime() {
    return new Date(last().picture.timeMillis);
  }

  @Override
  public double getWatchingSeconds() {
    return last().picture.watchingSeconds;
  }

  @Override
  public String getKernelSource() {
    return last().picture.kernel.source;
  }

  @Override
  public Integer getTimeWait() {
    return Known.count(last().picture.timeWait.total);
  }

  @Override
  public Integer getTimeWaitThisJvm() {
    return Known.count(last().picture.timeWait.thisJvm);
  }

  @Override
  public Integer getTimeWaitOthers() {
    return Known.count(last().picture.timeWait.others);
  }

  @Override
  public Integer getCloseWaitThisJvm() {
    return last().picture.kernel.statesOfThisJvm.get(TcpState.CLOSE_WAIT);
  }

  @Override
  public long getClosedConnections() {
    long closed = 0;
    for (CloseCount close : last().picture.closes) {
      closed += close.count;
    }
    return closed;
  }

  @Override
  public Map<String, Integer> getStates() {
    return named(last().picture.kernel.states);
  }

  @Override
  public Map<String, Integer> getStatesOfThisJvm() {
    return named(last().picture.kernel.statesOfThisJvm);
  }

  private static Map<String, Integer> named(Map<TcpState, Integer> states) {
    Map<String, Integer> named = new TreeMap<String, Integer>();
    for (Map.Entry<TcpState, Integer> state : states.entrySet()) {
      named.put(state.getKey().label(), state.getValue());
    }
    return named;
  }

  @Override
  public List<CloseRow> getCloses() {
    List<CloseRow> rows = new ArrayList<CloseRow>();
    for (CloseCount close : last().picture.closes) {
      rows.add(new CloseRow(close));
    }
    return rows;
  }

  @Override
  public List<DestinationRow> getDestinations() {
    List<DestinationRow> rows = new ArrayList<DestinationRow>();
    for (Destination destination : last().destinations()) {
      rows.add(new DestinationRow(destination));
    }
    return rows;
  }

  @Override
  public List<SiteRow> getSites() {
    List<SiteRow> rows = new ArrayList<SiteRow>();
    for (Site site : last().picture.heaviestSites()) {
      rows.add(new SiteRow(site));
    }
    return rows;
  }

  @Override
  public List<FindingRow> getFindings() {
    List<FindingRow> rows = new ArrayList<FindingRow>();
    Report shown = last();
    for (Finding finding : shown.findings) {
      rows.add(new FindingRow(finding));
    }
    for (Finding finding : shown.ending) {
      rows.add(new FindingRow(finding));
    }
    return rows;
  }

  @Override
  public long getDropped() {
    return last().picture.agent.dropped;
  }

  @Override
  public long getErrors() {
    return last().picture.agent.errors;
  }

  @Override
  public String getReportJson() {
    return ReportJson.write(last());
  }

  @Override
  public String report() {
    return fresh.freshReport();
  }
}
