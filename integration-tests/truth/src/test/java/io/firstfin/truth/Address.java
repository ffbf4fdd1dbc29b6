package io.firstfin.truth;

/** Brings the text forms of addresses, as the kernel, ss and reports write them, into one form. */
final class Address {
  private static final String MAPPED = "::ffff:";

  private Address() {}

  /** Removes brackets, and writes a mapped address as an IPv4 address. */
  static String plain(String address) {
    String bare = address.startsWith("[") ? address.substring(1, address.indexOf(']')) : address;
    return bare.startsWith(MAPPED) ? bare.substring(MAPPED.length()) : bare;
  }

  /** Returns the address of {@code address:port}. */
  static String host(String endpoint) {
    return plain(endpoint.substring(0, endpoint.lastIndexOf(':')));
  }

  static int port(String endpoint) {
    return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
  }
}
