package io.firstfin.correlate;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** Closes at one call site in one role and way. One thread. */
final class ClosingSite {
  private static final Role[] ROLES = Role.values();
  private static final Initiator[] INITIATORS = Initiator.values();
  private static final How[] HOWS = How.values();

  /** By {@link #key}. */
  final int key;

  long closes;

  ClosingSite(int key) {
    this.key = key;
  }

  /** Not negative; at most 20 bits. */
  static int key(int site, Role role, Initiator initiator, How how) {
    return site << 6 | role.ordinal() << 4 | initiator.ordinal() << 2 | how.ordinal();
  }

  /** The number of the call site. */
  static int site(int key) {
    return key >>> 6;
  }

  /** A key without its call site, as {@link SampledCloses#kind}. */
  static int kind(int key) {
    return key & 0x3f;
  }

  static Role role(int key) {
    return ROLES[key >>> 4 & 3];
  }

  static Initiator initiator(int key) {
    return INITIATORS[key >>> 2 & 3];
  }

  static How how(int key) {
    return HOWS[key & 3];
  }
}
