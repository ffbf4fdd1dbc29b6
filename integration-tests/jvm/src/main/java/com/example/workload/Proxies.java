package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reaches a service that does not exist through proxies that answer in its place: a Socket through
 * SOCKS (the first port), a Socket through an HTTP tunnel (the second), HttpURLConnection (the
 * third). In turn the client and the proxy close first.
 *
 * <p>Arguments: address, first port, connections of each kind.
 */
public final class Proxies {
  private static final String SERVICE = "service.invalid";
  private static final int CONNECT_MILLIS = 10_000;
  private static final int VERSION_5 = 5;
  private static final int DOMAIN_NAME = 3;

  private final ExecutorService proxyThread = Executors.newSingleThreadExecutor();
  private final Tally tally = new Tally();

  private Proxies() {}

  public static void main(String[] arguments) throws Exception {
    InetAddress address = InetAddress.getByName(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    int connections = Integer.parseInt(arguments[2]);
    Proxies proxies = new Proxies();
    try (ServerSocket socks = new ServerSocket(port, 16, address);
        ServerSocket tunnel = new ServerSocket(port + 1, 16, address);
        ServerSocket http = new ServerSocket(port + 2, 16, address)) {
      for (int i = 0; i < connections; i++) {
        boolean clientFirst = i % 2 == 0;
        proxies.socket(Proxy.Type.SOCKS, socks, Proxies::answerSocks, clientFirst);
        proxies.socket(Proxy.Type.HTTP, tunnel, Proxies::answerConnect, clientFirst);
        proxies.url(http, clientFirst);
      }
    }
    proxies.proxyThread.shutdown();
    proxies.tally.say();
    Console.say("done");
    Console.awaitEnd();
  }

  private interface Answer {
    void give(Socket accepted) throws IOException;
  }

  private Future<Socket> accept(ServerSocket proxy, Answer answer) {
    Callable<Socket> task =
        () -> {
          Socket accepted = proxy.accept();
          answer.give(accepted);
          return accepted;
        };
    return proxyThread.submit(task);
  }

  private void socket(Proxy.Type type, ServerSocket proxy, Answer answer, boolean clientFirst)
      throws Exception {
    Future<Socket> accepted = accept(proxy, answer);
    Socket client = new Socket(new Proxy(type, proxy.getLocalSocketAddress()));
    client.connect(InetSocketAddress.createUnresolved(SERVICE, 80), CONNECT_MILLIS);
    Socket server = accepted.get();
    server.getOutputStream().write(1);
    if (client.getInputStream().read() != 1) {
      throw new IOException("no answer");
    }
    Socket first = clientFirst ? client : server;
    Socket second = clientFirst ? server : client;
    first.close();
    if (second.getInputStream().read() >= 0) {
      throw new IOException("data where the end of stream was expected");
    }
    second.close();
    count(clientFirst);
  }

  private void url(ServerSocket proxy, boolean clientFirst) throws Exception {
    Future<Socket> accepted = accept(proxy, server -> answerGet(server, clientFirst));
    URL url = new URL("http://" + SERVICE + "/");
    HttpURLConnection connection =
        (HttpURLConnection)
            url.openConnection(new Proxy(Proxy.Type.HTTP, proxy.getLocalSocketAddress()));
    InputStream in = connection.getInputStream();
    in.read();
    Socket server = accepted.get();
    if (clientFirst) {
      connection.disconnect();
      Loopback.await(server, KernelState.CLOSE_WAIT);
      server.close();
    } else {
      server.close();
      while (in.read() >= 0) {
        // Reads to the end of the stream.
      }
      in.close();
    }
    count(clientFirst);
  }

  private void count(boolean clientFirst) {
    tally.add(clientFirst, true, CloseKind.FIN);
    tally.add(!clientFirst, false, CloseKind.FIN);
  }

  /** RFC 1928, without authentication, for CONNECT to a domain name. */
  private static void answerSocks(Socket accepted) throws IOException {
    DataInputStream in = new DataInputStream(accepted.getInputStream());
    OutputStream out = accepted.getOutputStream();
    in.readByte();
    in.readFully(new byte[in.readUnsignedByte()]);
    out.write(new byte[] {VERSION_5, 0});
    in.readFully(new byte[3]);
    if (in.readByte() != DOMAIN_NAME) {
      throw new IOException("not asked for a domain name");
    }
    in.readFully(new byte[in.readUnsignedByte() + 2]);
    out.write(new byte[] {VERSION_5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
  }

  private static void answerConnect(Socket accepted) throws IOException {
    readRequest(accepted);
    say(accepted, "HTTP/1.1 200 Connection established\r\n\r\n");
  }

  private static void answerGet(Socket accepted, boolean clientFirst) throws IOException {
    readRequest(accepted);
    say(
        accepted,
        clientFirst
            ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
            : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok");
  }

  private static void readRequest(Socket accepted) throws IOException {
    InputStream in = accepted.getInputStream();
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) in.read());
    }
  }

  private static void say(Socket accepted, String text) throws IOException {
    accepted.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
