package io.firstfin.page;

import io.firstfin.http.HttpAnswer;
import io.firstfin.http.HttpRequest;
import io.firstfin.http.HttpResource;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Picture;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import io.firstfin.vocabulary.TcpState;
import java.nio.charset.StandardCharsets;

/**
 * What the page shows, as JSON: the last report itself, and a few numbers of the checks before it.
 */
public final class PageData implements HttpResource {
  private final long intervalMillis;
  private final double warnPorts;
  private final History history = new History();
  private Report report;

  /**
   * A check is made every {@code intervalMillis}. Ports are highlighted when a share of {@code
   * warnPorts} (a fraction) or more is taken.
   */
  public PageData(long intervalMillis, double warnPorts) {
    this.intervalMillis = intervalMillis;
    this.warnPorts = warnPorts;
  }

  @Override
  public String path() {
    return "/page.json";
  }

  @Override
  public synchronized void update(Report newest) {
    Picture picture = newest.picture;
    Integer closeWait = picture.kernel.statesOfThisJvm.get(TcpState.CLOSE_WAIT);
    long closed = 0;
    for (CloseCount count : picture.closes) {
      closed += count.count;
    }
    report = newest;
    history.add(
        picture.timeMillis, picture.timeWait.total, closeWait == null ? -1 : closeWait, closed);
  }

  @Override
  public HttpAnswer get(HttpRequest request) {
    return HttpAnswer.ok(
        "application/json", json(System.currentTimeMillis()).getBytes(StandardCharsets.US_ASCII));
  }

  String json(long now) {
    StringBuilder json = new StringBuilder(4096);
    json.append("{\"now\":").append(now).append(",\"intervalMillis\":").append(intervalMillis);
    json.append(",\"warnPorts\":").append(warnPorts);
    Report shown;
    synchronized (this) {
      shown = report;
      history.write(json.append(",\"history\":"), now);
    }
    if (shown != null) {
      json.append(",\"ageMillis\":").append((long) (shown.freshness.ageSeconds() * 1_000));
      json.append(",\"stale\":").append(shown.freshness.isStale());
    }
    // The report is ASCII, and these characters occur only in its texts: no reader can take it for
    // markup.
    String text =
        shown == null
            ? "null"
            : ReportJson.write(shown)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    return json.append(",\"report\":").append(text).append('}').toString();
  }
}
