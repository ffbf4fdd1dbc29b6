package io.firstfin.picture;

import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/**
 * How long connections lived, from connect or accept to close. Only connections whose opening was
 * seen are included. The initiator is the one known at the close: a later correction by the
 * kernel's tables does not change these sums.
 */
public final class Lifetime {
  public final Role role;
  public final Initiator initiator;
  public final long count;

  /** Sum over all of these connections, nanoseconds. */
  public final long nanos;

  public Lifetime(Role role, Initiator initiator, long count, long nanos) {
    this.role = role;
    this.initiator = initiator;
    this.count = count;
    this.nanos = nanos;
  }
}
