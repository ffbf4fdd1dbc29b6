package io.firstfin.options;

/** An address to listen on. */
public final class HostAndPort {
  /** A host name or an address, an IPv6 address without its brackets. */
  public final String host;

  /** 0 to 65535; 0 lets the kernel choose. */
  public final int port;

  HostAndPort(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
