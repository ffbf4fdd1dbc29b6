package io.firstfin.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that a Host header may give. On loopback only this machine's own names and addresses
 * are accepted. Otherwise a foreign web page could make its own name resolve to 127.0.0.1 and read
 * this server from the user's browser (DNS rebinding).
 */
final class HostNames {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+]");

  /** Null means any name. */
  private final Set<String> names;

  private HostNames(Set<String> names) {
    this.names = names;
  }

  static HostNames any() {
    return new HostNames(null);
  }

  /** {@code host} is the one that the user asked to listen on. */
  static HostNames loopback(String host) {
    Set<String> names = new HashSet<String>();
    Collections.addAll(names, "localhost", host.toLowerCase(Locale.ROOT));
    String own = ownName();
    if (!own.isEmpty()) {
      names.add(own.toLowerCase(Locale.ROOT));
    }
    return new HostNames(names);
  }

  /** {@code header} may have a port or none. */
  boolean contains(String header) {
    int colon = header.lastIndexOf(':');
    boolean withPort = colon > header.lastIndexOf(']');
    String host = withPort ? header.substring(0, colon) : header;
    return names == null || isAddress(host) || names.contains(host.toLowerCase(Locale.ROOT));
  }

  /**
   * A page cannot rebind an address, and a forwarded port is reached by an address that is not
   * known here.
   */
  private static boolean isAddress(String host) {
    return ADDRESS.matcher(host).matches();
  }

  private static String ownName() {
    // Not from InetAddress, because that would ask a name server.
    try {
      byte[] name = Files.readAllBytes(Paths.get("/proc/sys/kernel/hostname"));
      return new String(name, StandardCharsets.US_ASCII).trim();
    } catch (IOException e) {
      return "";
    }
  }
}
