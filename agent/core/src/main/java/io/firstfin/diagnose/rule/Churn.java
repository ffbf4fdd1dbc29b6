package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.evidence.ClientTimeWait;
import io.firstfin.diagnose.evidence.EndedClients;
import io.firstfin.diagnose.evidence.PeerDecides;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Destination;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Why this JVM, as a client, closes first and often towards one destination: one of four causes.
 */
enum Churn {
  PEER_DECIDES {
    @Override
    String cause(Destination destination, RuleInput input) {
      return PeerDecides.cause(destination);
    }

    @Override
    Collection<String> remedies(Destination destination, RuleInput input) {
      return PeerDecides.REMEDIES;
    }

    @Override
    List<String> notRemedies() {
      return Collections.singletonList(
          "a pool, or a larger one: it cannot keep what the server ends");
    }
  },
  CLIENT_PER_CALL {
    @Override
    String cause(Destination destination, RuleInput input) {
      return ClientPerCall.cause(destination, input);
    }

    @Override
    Collection<String> remedies(Destination destination, RuleInput input) {
      return ClientPerCall.remedies(destination, input);
    }
  },
  POOL_CHURN {
    @Override
    String cause(Destination destination, RuleInput input) {
      return PoolChurn.cause(destination, input);
    }

    @Override
    Collection<String> remedies(Destination destination, RuleInput input) {
      return PoolChurn.remedies(destination, input);
    }
  },
  CLOSE_PER_REQUEST {
    @Override
    String cause(Destination destination, RuleInput input) {
      return ClosePerRequest.cause(destination, input);
    }

    @Override
    Collection<String> remedies(Destination destination, RuleInput input) {
      return ClosePerRequest.remedies(destination, input);
    }
  };

  /** Decides by the stacks that closed most of the sockets in TIME_WAIT. */
  static Churn of(Destination destination, RuleInput input) {
    if (ClientTimeWait.isMostlyClosedBy(destination, input, EndedClients.STACKS)) {
      return CLIENT_PER_CALL;
    }
    if (ClientTimeWait.isMostlyClosedBy(destination, input, StackKind.POOL_CLOSES)) {
      return POOL_CHURN;
    }
    return PeerDecides.is(destination, input) ? PEER_DECIDES : CLOSE_PER_REQUEST;
  }

  abstract String cause(Destination destination, RuleInput input);

  abstract Collection<String> remedies(Destination destination, RuleInput input);

  /** What does not help, beyond what no finding about TIME_WAIT recommends. */
  List<String> notRemedies() {
    return Collections.emptyList();
  }
}
