package io.firstfin.integration;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;

/** What a listener that does not accept does to it and to its clients. */
class FullListenerIT {
  private static final String AGENT = "interval=500ms";

  @OnTwoJdks
  void itsQueueOverflowsAndConnectsToItTimeOut(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm = JvmProcess.on(jdk).agent(AGENT).start("FullListener", port, port + 1)) {
      jvm.awaitOut("full");
      jvm.awaitErr("[firstfin] WARNING accept-queue-overflow *:" + port);
      jvm.awaitErr("[firstfin] WARNING connect-timeouts 127.0.0.1:" + port);
    }
  }
}
