package io.firstfin.picture;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** How many connections ended in one way. */
public final class CloseCount {
  public final Role role;
  public final Initiator initiator;
  public final How how;
  public final long count;

  public CloseCount(Role role, Initiator initiator, How how, long count) {
    this.role = role;
    this.initiator = initiator;
    this.how = how;
    this.count = count;
  }
}
