package com.example.truth.race;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of both programs: the address to listen on, the address where the other program
 * listens, first port, connections of each race, threads, seed, races (names of {@link Race},
 * separated by commas), key store, its password.
 */
final class Arguments {
  final InetAddress address;
  final InetAddress others;
  final int firstPort;
  final int connections;
  final int threads;
  final long seed;
  final List<Race> races = new ArrayList<>();
  final Tls tls;

  Arguments(String[] words) throws Exception {
    address = InetAddress.getByName(words[0]);
    others = InetAddress.getByName(words[1]);
    firstPort = Integer.parseInt(words[2]);
    connections = Integer.parseInt(words[3]);
    threads = Integer.parseInt(words[4]);
    seed = Long.parseLong(words[5]);
    for (String name : words[6].split(",")) {
      races.add(Race.valueOf(name));
    }
    tls = new Tls(words[7], words[8].toCharArray());
  }
}
