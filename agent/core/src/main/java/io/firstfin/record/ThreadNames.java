package io.firstfin.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Numbers for the names of threads, where each run of digits counts as one {@code #}: the threads
 * of a pool have one name. Only a new name allocates. Names that an application makes up for each
 * of its threads are bounded: when there are too many, further ones have no number. Lock-free; any
 * thread.
 */
final class ThreadNames {
  /** The number of a thread without a name, and of names for which there is no room. */
  static final int NONE = 0;

  static final int MOST = 128;

  private static final int PLACES = 4 * MOST;
  private static final int PROBES = 16;

  /** Only so many characters distinguish a name. */
  private static final int LONGEST = 48;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The hashes of the names; 0 where the place is free. */
  private final AtomicLongArray hashes = new AtomicLongArray(PLACES);

  private final AtomicReferenceArray<String> names = new AtomicReferenceArray<String>(PLACES);
  private final AtomicInteger taken = new AtomicInteger();

  /** The number of a thread's name. */
  int number(String name) {
    int length = Math.min(name.length(), LONGEST);
    if (length == 0) {
      return NONE;
    }
    long hash = FNV_OFFSET;
    boolean inNumber = false;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit || !inNumber) {
        hash = (hash ^ (digit ? '#' : c)) * FNV_PRIME;
      }
      inNumber = digit;
    }
    hash |= 1;
    for (int probe = 0; probe < PROBES; probe++) {
      int place = 1 + (int) (((hash >>> 8) + probe) % (PLACES - 1));
      long there = hashes.get(place);
      if (there == hash) {
        return place;
      }
      if (there == 0) {
        if (taken.get() >= MOST) {
          return NONE;
        }
        if (hashes.compareAndSet(place, 0, hash)) {
          taken.incrementAndGet();
          names.set(place, pattern(name, length));
          return place;
        }
        if (hashes.get(place) == hash) {
          return place;
        }
      }
    }
    return NONE;
  }

  /** The name of a number, such as {@code lettuce-nioEventLoop-#-#}; empty when there is none. */
  String get(int number) {
    String name = number == NONE ? null : names.get(number);
    return name == null ? "" : name;
  }

  private static String pattern(String name, int length) {
    StringBuilder text = new StringBuilder(length);
    boolean inNumber = false;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit) {
        text.append(Character.isISOControl(c) ? '?' : c);
      } else if (!inNumber) {
        text.append('#');
      }
      inNumber = digit;
    }
    return text.toString();
  }
}
