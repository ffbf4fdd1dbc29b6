package io.firstfin.kernel;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A small file of /proc that is read at each check. It stays open, because to open it takes several
 * times as long as to read it: the kernel makes its text anew at each read from its beginning
 * (fs/seq_file.c). One thread.
 */
final class KeptFile implements Closeable {
  private final String path;

  /** Null until it could be opened. */
  private RandomAccessFile file;

  /** Reads the same descriptor, and is closed with it. */
  private FileInputStream text;

  KeptFile(String path) {
    this.path = path;
  }

  /**
   * Reads the file's bytes into the buffer, from index 0, and returns their number; -1 when the
   * file cannot be read or does not fit. It is opened again after a failure.
   */
  int read(byte[] buffer) {
    try {
      if (file == null) {
        file = new RandomAccessFile(path, "r");
        text = new FileInputStream(file.getFD());
      } else {
        file.seek(0);
      }
      return ProcText.read(text, buffer);
    } catch (IOException e) {
      close();
      return -1;
    }
  }

  @Override
  public void close() {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was only read.
      }
    }
  }
}
