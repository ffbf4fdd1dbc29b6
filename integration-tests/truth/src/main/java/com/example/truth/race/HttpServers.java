package com.example.truth.race;

import com.sun.net.httpserver.HttpServer;
import io.undertow.Undertow;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.AbstractHandler;

/** Widely used HTTP servers, with their defaults. */
final class HttpServers {
  private HttpServers() {}

  static Server jdk(ExecutorService threads) {
    return address -> {
      HttpServer server = HttpServer.create(address, 512);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, Server.REPLY.length);
            exchange.getResponseBody().write(Server.REPLY);
            exchange.close();
          });
      server.setExecutor(threads);
      server.start();
    };
  }

  static Server tomcat() {
    return address -> {
      File base = Files.createTempDirectory("truth-tomcat").toFile();
      base.deleteOnExit();
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(base.getPath());
      tomcat.setSilent(true);
      Connector connector = new Connector();
      connector.setPort(address.getPort());
      connector.setProperty("address", address.getAddress().getHostAddress());
      tomcat.setConnector(connector);
      Context context = tomcat.addContext("", base.getPath());
      Tomcat.addServlet(
          context,
          "reply",
          new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
              response.setContentLength(Server.REPLY.length);
              response.getOutputStream().write(Server.REPLY);
            }
          });
      context.addServletMappingDecoded("/", "reply");
      tomcat.start();
    };
  }

  static Server jetty() {
    return address -> {
      org.eclipse.jetty.server.Server server = new org.eclipse.jetty.server.Server(address);
      server.setHandler(
          new AbstractHandler() {
            @Override
            public void handle(
                String target,
                Request base,
                HttpServletRequest request,
                HttpServletResponse response)
                throws IOException {
              base.setHandled(true);
              response.setContentLength(Server.REPLY.length);
              response.getOutputStream().write(Server.REPLY);
            }
          });
      server.start();
    };
  }

  static Server undertow() {
    return new Server() {
      @Override
      public void listen(InetSocketAddress address) {
        Undertow.builder()
            .addHttpListener(address.getPort(), address.getAddress().getHostAddress())
            .setHandler(exchange -> exchange.getResponseSender().send(ByteBuffer.wrap(REPLY)))
            .build()
            .start();
      }
    };
  }
}
