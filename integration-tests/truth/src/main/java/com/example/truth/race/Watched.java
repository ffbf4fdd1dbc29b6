package com.example.truth.race;

import com.example.support.Console;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The program with the agent; {@link Arguments} describes its arguments. */
public final class Watched {
  private Watched() {}

  public static void main(String[] words) {
    RaceProgram.run(words, true, Watched::listen, Watched::caller);
  }

  private static void listen(Arguments arguments) throws Exception {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
    InetAddress address = arguments.address;
    for (Race race : arguments.races) {
      int port = race.port(arguments.firstPort);
      if (!race.isClient) {
        race.server(arguments.tls, threads).listen(new InetSocketAddress(address, port));
      }
      Console.say("port " + port + " " + race);
    }
  }

  private static Calls.Caller caller(Race race, Arguments arguments, Random random) {
    SSLContext context = race.protocol == null ? null : arguments.tls.context(race.protocol);
    Client client = race.client(context);
    InetSocketAddress server =
        new InetSocketAddress(arguments.others, race.port(arguments.firstPort));
    return () -> client.call(server, Calls.pauseNanos(random));
  }
}
