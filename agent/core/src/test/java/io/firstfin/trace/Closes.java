package io.firstfin.trace;

import io.firstfin.picture.SettledClose;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** Closes for tests. */
final class Closes {
  private Closes() {}

  static SettledClose.Builder any() {
    return SettledClose.builder()
        .timeMillis(1_795_910_400_123L)
        .role(Role.CLIENT)
        .initiator(Initiator.LOCAL)
        .how(How.FIN)
        .host("10.0.0.5")
        .remotePort(6379)
        .name("redis.shop")
        .localPort(40_001)
        .ageMillis(3.2)
        .exchanges(1)
        .bytes(896)
        .site("a1b2c3d4")
        .line("com.acme.Cache.get(Cache.java:42)")
        .via("redis.Jedis.close")
        .closedBy("");
  }
}
