package io.firstfin.correlate;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** Closes at one call site in one role and way. One thread. */
final class ClosingSite {
  final int site;
  final Role role;
  final Initiator initiator;
  final How how;
  long closes;
  int timeWait;

  ClosingSite(int site, Role role, Initiator initiator, How how) {
    this.site = site;
    this.role = role;
    this.initiator = initiator;
    this.how = how;
  }

  static int key(int site, Role role, Initiator initiator, How how) {
    return site << 6 | role.ordinal() << 4 | initiator.ordinal() << 2 | how.ordinal();
  }

  int key() {
    return key(site, role, initiator, how);
  }
}
