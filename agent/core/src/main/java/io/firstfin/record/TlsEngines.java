package io.firstfin.record;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLEngine;

/**
 * Counts the TLS handshakes of the JDK's SSLEngines, which do not know their sockets: a client's by
 * the name and port that its engine was made for, a server's in one sum. Bounded and lock-free; any
 * thread.
 */
public final class TlsEngines {
  private static final int SLOTS = 1024;
  private static final int TRIES = 8;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final AtomicLongArray keys = new AtomicLongArray(SLOTS);
  private final AtomicLongArray counts = new AtomicLongArray(SLOTS);
  private final LongAdder servers = new LongAdder();
  private volatile boolean anyClient;

  /** A handshake of this engine has ended. */
  public void secured(SSLEngine engine) {
    if (!engine.getUseClientMode()) {
      servers.increment();
      return;
    }
    anyClient = true;
    String host = engine.getPeerHost();
    if (host != null) {
      count(key(host, engine.getPeerPort()));
    }
  }

  private void count(long key) {
    for (int i = 0; i < TRIES; i++) {
      int slot = slot(key, i);
      long known = keys.get(slot);
      if (known == key
          || known == 0 && (keys.compareAndSet(slot, 0, key) || keys.get(slot) == key)) {
        counts.incrementAndGet(slot);
        return;
      }
    }
  }

  /**
   * Handshakes of a client with this name, or address as text, and port. Too few where there was no
   * room for all names.
   */
  public long clients(String host, int port) {
    long key = key(host, port);
    for (int i = 0; i < TRIES; i++) {
      int slot = slot(key, i);
      if (keys.get(slot) == key) {
        return counts.get(slot);
      }
    }
    return 0;
  }

  /** Whether there was a handshake of a client. */
  public boolean hasClients() {
    return anyClient;
  }

  /** Handshakes of a server, on all its ports. */
  public long servers() {
    return servers.sum();
  }

  private static int slot(long key, int attempt) {
    return (int) (key ^ key >>> 32) + attempt & SLOTS - 1;
  }

  /** Capital letters make no difference; 0 means none. */
  private static long key(String host, int port) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < host.length(); i++) {
      hash = (hash ^ Character.toLowerCase(host.charAt(i))) * FNV_PRIME;
    }
    hash = (hash ^ port) * FNV_PRIME;
    return hash == 0 ? 1 : hash;
  }
}
