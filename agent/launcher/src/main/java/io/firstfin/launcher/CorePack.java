package io.firstfin.launcher;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;

/**
 * The files of the core, which firstfin.jar has in one entry: the JDK reads the names of all
 * entries of a jar that it opens, and before anything is compiled 2,000 names take it 10 ms and
 * more. The build's {@code PackCore} writes the pack. Its ints are big-endian:
 *
 * <ul>
 *   <li>the number of files;
 *   <li>for each file the hash of its name (String.hashCode), ascending;
 *   <li>for each file in the same order: where its data begins in the pack, the length of the data,
 *       and the length of the file;
 *   <li>the data of each file: the length of its name in two bytes, the name in ISO 8859-1, and the
 *       file's bytes in the ZLIB format (RFC 1950).
 * </ul>
 *
 * Any thread.
 */
final class CorePack implements Closeable {
  static final String NAME = "core.pack";

  private static final int PLACE = 12;

  /** Null where the whole pack is in {@link #bytes}. */
  private final RandomAccessFile file;

  /** The pack up to the data, or the whole of it. */
  private final ByteBuffer bytes;

  private final int files;
  private final Inflater inflater = new Inflater();

  private CorePack(RandomAccessFile file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
    files = bytes.getInt(0);
  }

  /**
   * Opens the pack of a firstfin.jar: a private copy of it, in memory where no directory can be
   * written to.
   *
   * @throws ClassNotFoundException when the jar has none
   */
  static CorePack open(File jar) throws IOException, ClassNotFoundException {
    try (JarFile opened = new JarFile(jar, false)) {
      ZipEntry entry = opened.getEntry(NAME);
      if (entry == null) {
        throw new ClassNotFoundException("no " + NAME + " in " + jar);
      }
      CorePack pack = new Copy(opened, entry).make();
      return pack == null ? inMemory(opened, entry) : pack;
    }
  }

  private static CorePack inMemory(JarFile jar, ZipEntry entry) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream((int) entry.getSize());
    PrivateCopy.copy(jar.getInputStream(entry), whole);
    return new CorePack(null, ByteBuffer.wrap(whole.toByteArray()));
  }

  private static CorePack of(File copy) throws IOException {
    RandomAccessFile file = new RandomAccessFile(copy, "r");
    try {
      byte[] index = new byte[4 + file.readInt() * (4 + PLACE)];
      file.seek(0);
      file.readFully(index);
      return new CorePack(file, ByteBuffer.wrap(index));
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  boolean contains(String name) throws IOException {
    return find(name, false) != null;
  }

  /** The bytes of a file; null when the pack has none of this name. */
  byte[] read(String name) throws IOException {
    return find(name, true);
  }

  /** With {@code whole} false the answer for a file that is there is empty. */
  private byte[] find(String name, boolean whole) throws IOException {
    int hash = name.hashCode();
    int low = 0;
    int high = files;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hashAt(middle) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    byte[] found = null;
    for (; found == null && low < files && hashAt(low) == hash; low++) {
      found = fileAt(4 + 4 * files + PLACE * low, name, whole);
    }
    return found;
  }

  private int hashAt(int number) {
    return bytes.getInt(4 + 4 * number);
  }

  /** Null when the file at this place has another name. */
  private synchronized byte[] fileAt(int place, String name, boolean whole) throws IOException {
    byte[] data = new byte[bytes.getInt(place + 4)];
    read(bytes.getInt(place), data);
    int nameLength = (data[0] & 0xff) << 8 | data[1] & 0xff;
    if (!name.equals(new String(data, 2, nameLength, StandardCharsets.ISO_8859_1))) {
      return null;
    }
    byte[] content = new byte[whole ? bytes.getInt(place + 8) : 0];
    try {
      inflater.reset();
      inflater.setInput(data, 2 + nameLength, data.length - 2 - nameLength);
      int done = 0;
      while (done < content.length) {
        int count = inflater.inflate(content, done, content.length - done);
        if (count == 0) {
          throw new IOException(NAME + " is damaged at " + name);
        }
        done += count;
      }
      return content;
    } catch (DataFormatException e) {
      throw new IOException(NAME + " is damaged at " + name, e);
    }
  }

  private void read(int from, byte[] data) throws IOException {
    if (file == null) {
      System.arraycopy(bytes.array(), from, data, 0, data.length);
    } else {
      // A FileChannel would be closed when the thread that loads a class is interrupted.
      file.seek(from);
      file.readFully(data);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    inflater.end();
    if (file != null) {
      file.close();
    }
  }

  private static final class Copy extends PrivateCopy<CorePack> {
    private final JarFile jar;
    private final ZipEntry entry;

    Copy(JarFile jar, ZipEntry entry) {
      this.jar = jar;
      this.entry = entry;
    }

    @Override
    void write(OutputStream out) throws IOException {
      copy(jar.getInputStream(entry), out);
    }

    @Override
    CorePack open(File copy) throws IOException {
      return of(copy);
    }
  }
}
