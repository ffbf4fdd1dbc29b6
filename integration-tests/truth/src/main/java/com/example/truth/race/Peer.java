package com.example.truth.race;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The other end, in a process without the agent: a client that closes after the last byte of a
 * reply, and a server that closes when it reads the goodbye. {@link Arguments} describes its
 * arguments.
 */
public final class Peer {
  private static final int THREADS = 4;

  private Peer() {}

  public static void main(String[] words) {
    RaceProgram.run(words, false, Peer::listen, Peer::caller);
  }

  private static void listen(Arguments arguments) throws IOException {
    for (Race race : arguments.races) {
      if (race.isClient) {
        listen(race, arguments);
      }
    }
  }

  private static Calls.Caller caller(Race race, Arguments arguments, Random random) {
    SSLContext context = race.protocol == null ? null : arguments.tls.context(race.protocol);
    InetSocketAddress server =
        new InetSocketAddress(arguments.others, race.port(arguments.firstPort));
    byte[] request =
        !race.isHttp()
            ? Requests.LINE
            : race == Race.SERVER_JDK_HTTP || race == Race.SERVER_TOMCAT
                ? Requests.CONNECTION_CLOSE
                : Requests.HTTP_1_0;
    return () -> {
      try (Socket socket = connect(server, context)) {
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(request);
        if (race.isHttp()) {
          Requests.readHttp(socket.getInputStream());
        } else {
          Requests.read(socket.getInputStream(), Server.REPLY.length);
        }
        socket.setSoLinger(race.isPeerReset(), 0);
        Client.pause(Calls.pauseNanos(random));
      }
    };
  }

  private static Socket connect(InetSocketAddress server, SSLContext context) throws IOException {
    if (context == null) {
      return new Socket(server.getAddress(), server.getPort());
    }
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(server.getAddress(), server.getPort());
    socket.setEnabledProtocols(Tls.only(context));
    return socket;
  }

  private static void listen(Race race, Arguments arguments) throws IOException {
    SSLContext context = race.protocol == null ? null : arguments.tls.context(race.protocol);
    ServerSocket listener = Tls.listener(context);
    listener.bind(new InetSocketAddress(arguments.address, race.port(arguments.firstPort)), 512);
    for (int i = 0; i < THREADS; i++) {
      Daemons.start(() -> serve(listener, race));
    }
  }

  private static void serve(ServerSocket listener, Race race) {
    while (true) {
      try (Socket socket = listener.accept()) {
        socket.setTcpNoDelay(true);
        Requests.readLine(socket.getInputStream());
        socket.getOutputStream().write(Server.REPLY);
        // Reads to the goodbye, or to the end of stream where there is no goodbye.
        Requests.readLine(socket.getInputStream());
        socket.setSoLinger(race.isPeerReset(), 0);
      } catch (IOException e) {
        // The client was first, and reset the connection.
      }
    }
  }
}
