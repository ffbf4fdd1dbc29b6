package io.firstfin.http;

import io.firstfin.log.AgentLog;
import io.firstfin.options.HostAndPort;
import io.firstfin.output.Output;
import io.firstfin.output.Readers;
import io.firstfin.report.Report;
import io.firstfin.thread.AgentThread;
import java.util.List;

/** Serves resources over HTTP, from a thread of its own. */
public final class HttpOutput implements Output {
  private static final long END_MILLIS = 2_000;

  private final List<HttpResource> resources;
  private final Readers readers = new Readers();
  private final HttpServer server;
  private final AgentThread thread;

  private HttpOutput(HostAndPort address, List<HttpResource> resources, AgentLog log) {
    this.resources = resources;
    this.server = new HttpServer(address, resources, readers, log, HttpServer.RETRY_MILLIS);
    this.thread = new AgentThread(server, "firstfin-http");
  }

  /** Begins to listen. An address that is taken is logged, and tried again every minute. */
  public static HttpOutput open(HostAndPort address, List<HttpResource> resources, AgentLog log) {
    HttpOutput output = new HttpOutput(address, resources, log);
    // The first reader must find something.
    output.readers.read();
    output.thread.start();
    return output;
  }

  @Override
  public void update(Report report) {
    for (HttpResource resource : resources) {
      resource.update(report);
    }
  }

  @Override
  public boolean takeWanted() {
    return readers.present();
  }

  @Override
  public void close() {
    server.stop();
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
