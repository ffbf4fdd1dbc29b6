package io.firstfin.truth;

/** Text forms of addresses, as the kernel, ss and reports write them, brought to one. */
final class Address {
  private static final String MAPPED = "::ffff:";

  private Address() {}

  /** Without brackets, and an IPv4 address for a mapped one. */
  static String plain(String address) {
    String bare = address.startsWith("[") ? address.substring(1, address.indexOf(']')) : address;
    return bare.startsWith(MAPPED) ? bare.substring(MAPPED.length()) : bare;
  }

  /** The address of {@code address:port}. */
  static String host(String endpoint) {
    return plain(endpoint.substring(0, endpoint.lastIndexOf(':')));
  }

  static int port(String endpoint) {
    return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
  }
}
