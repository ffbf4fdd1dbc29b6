package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import java.util.Collection;

/** Why this JVM, as a client, closes first and often towards one destination: one of three. */
enum Churn {
  CLIENT_PER_CALL {
    @Override
    String cause(Destination destination, Picture picture) {
      return ClientPerCall.cause(destination, picture);
    }

    @Override
    Collection<String> remedies(Destination destination, Picture picture) {
      return ClientPerCall.remedies(destination, picture);
    }
  },
  POOL_CHURN {
    @Override
    String cause(Destination destination, Picture picture) {
      return PoolChurn.cause(destination, picture);
    }

    @Override
    Collection<String> remedies(Destination destination, Picture picture) {
      return PoolChurn.remedies(destination, picture);
    }
  },
  CLOSE_PER_REQUEST {
    @Override
    String cause(Destination destination, Picture picture) {
      return ClosePerRequest.cause(destination);
    }

    @Override
    Collection<String> remedies(Destination destination, Picture picture) {
      return ClosePerRequest.remedies(destination, picture);
    }
  };

  /** By the stacks behind most of the sockets in TIME_WAIT. */
  static Churn of(Destination destination, Picture picture) {
    if (ClientTimeWait.isMostlyClosedBy(ClientPerCall::ended, destination, picture)) {
      return CLIENT_PER_CALL;
    }
    return ClientTimeWait.isMostlyClosedBy(Libraries::closedByPool, destination, picture)
        ? POOL_CHURN
        : CLOSE_PER_REQUEST;
  }

  abstract String cause(Destination destination, Picture picture);

  abstract Collection<String> remedies(Destination destination, Picture picture);
}
