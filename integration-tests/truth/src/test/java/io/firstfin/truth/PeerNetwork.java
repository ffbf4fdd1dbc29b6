package io.firstfin.truth;

import java.util.Random;

/** Where the peer of the races is. */
enum PeerNetwork {
  /** In the watched JVM's network namespace, so that the agent can ask for the peer's sockets. */
  SAME("lo", "true") {
    @Override
    Addresses addresses(Random random) {
      String ipv4 = "127." + (1 + random.nextInt(250)) + "." + (1 + random.nextInt(250)) + ".88";
      // Clients connect from the loopback address that the kernel chooses.
      return new Addresses(ipv4, ipv4, "127.0.0.1");
    }
  },

  /** In another network namespace, as if on another host. */
  OTHER(
      "near",
      "ip link add near type veth peer name "
          + PeerNetwork.PEERS_DEVICE
          + " && ip addr add 10.88.0.1/24 dev near && ip link set near up") {
    @Override
    Addresses addresses(Random random) {
      return new Addresses("10.88.0.1", "10.88.0.2", "10.88.0.2");
    }
  };

  /** Moves into the peer's network namespace. */
  static final String PEERS_DEVICE = "far";

  /** The watched JVM's device. */
  final String device;

  /** The command that makes the devices in the watched JVM's network namespace. */
  final String setup;

  PeerNetwork(String device, String setup) {
    this.device = device;
    this.setup = setup;
  }

  /**
   * Addresses of both programs.
   *
   * @param watched where the watched program listens
   * @param peer where the peer listens
   * @param peersClient from where the peer connects
   */
  record Addresses(String watched, String peer, String peersClient) {}

  abstract Addresses addresses(Random random);
}
