package io.firstfin.trace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;

/**
 * Shows each end of a trace whether the other one is there: the kernel drops the lock of a process
 * that ends, however it ends.
 */
final class TraceLocks {
  private TraceLocks() {}

  /**
   * Locks a byte until the file is closed; false when somebody else has locked it.
   *
   * @param shared as a file that was opened for reading needs it
   */
  static boolean take(FileChannel file, long place, boolean shared) throws IOException {
    return lock(file, place, shared) != null;
  }

  /** Whether somebody else has locked a byte. */
  static boolean isTaken(FileChannel file, long place, boolean shared) throws IOException {
    FileLock lock = lock(file, place, shared);
    if (lock == null) {
      return true;
    }
    lock.release();
    return false;
  }

  private static FileLock lock(FileChannel file, long place, boolean shared) throws IOException {
    try {
      return file.tryLock(place, 1, shared);
    } catch (OverlappingFileLockException e) {
      // Both ends are in one JVM.
      return null;
    }
  }
}
