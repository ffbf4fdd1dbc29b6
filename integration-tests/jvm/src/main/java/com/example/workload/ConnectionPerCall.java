package com.example.workload;

import com.example.support.Console;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;

/**
 * Calls a web server of its own again and again: broken, with a connection for each call; cured,
 * with one for all.
 *
 * <p>Arguments: port, number of calls, {@code broken} or {@code cured}.
 */
public final class ConnectionPerCall {
  private static final byte[] BODY = {'o', 'k'};

  private static String closingLine;

  private ConnectionPerCall() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    int calls = Integer.parseInt(arguments[1]);
    boolean broken = arguments[2].equals("broken");

    // Otherwise the body waits 40 ms for the delayed ACK of the headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 128);
    server.createContext("/", ConnectionPerCall::answer);
    server.start();
    URL url = new URL("http://127.0.0.1:" + port + "/");
    for (int i = 0; i < calls; i++) {
      call(url, broken);
    }
    if (broken) {
      Console.say("line " + closingLine);
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static void call(URL url, boolean broken) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    InputStream in = connection.getInputStream();
    if (broken) {
      // Before the end of the body: after it the pool has the connection, and disconnect() cannot
      // reach it.
      in.read();
      closingLine = Console.nextLine();
      connection.disconnect();
      return;
    }
    while (in.read() >= 0) {
      // Reads to the end, so that the connection is used again.
    }
    in.close();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, BODY.length);
    exchange.getResponseBody().write(BODY);
    exchange.close();
  }
}
