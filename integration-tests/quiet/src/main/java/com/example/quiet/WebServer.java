package com.example.quiet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat with its defaults, unless an argument changes them. */
final class WebServer {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private final URI uri;
  private final HttpClient client = HttpClient.newHttpClient();

  private WebServer(URI uri) {
    this.uri = uri;
  }

  static WebServer start(int port) throws Exception {
    TOMCAT.setLevel(Level.WARNING);
    Path folder = Files.createTempDirectory("firstfin-quiet-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "health", new Health());
    context.addServletMappingDecoded("/", "health");
    tomcat.start();
    return new WebServer(URI.create("http://127.0.0.1:" + port + "/"));
  }

  /** One exchange of a client in this process, which has a pool. */
  int call() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200 || !response.body().equals(Health.BODY)) {
      throw new IOException("not the answer: " + response.statusCode() + " " + response.body());
    }
    return 1;
  }

  private static final class Health extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String BODY = "{\"status\":\"UP\"}";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response.getWriter().write(BODY);
    }
  }
}
