package com.example.truth.race;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of both programs: address, first port, connections of each race, threads, seed,
 * races (names of {@link Race}, separated by commas), key store, its password.
 */
final class Arguments {
  final InetAddress address;
  final int firstPort;
  final int connections;
  final int threads;
  final long seed;
  final List<Race> races = new ArrayList<>();
  final Tls tls;

  Arguments(String[] words) throws Exception {
    address = InetAddress.getByName(words[0]);
    firstPort = Integer.parseInt(words[1]);
    connections = Integer.parseInt(words[2]);
    threads = Integer.parseInt(words[3]);
    seed = Long.parseLong(words[4]);
    for (String name : words[5].split(",")) {
      races.add(Race.valueOf(name));
    }
    tls = new Tls(words[6], words[7].toCharArray());
  }
}
