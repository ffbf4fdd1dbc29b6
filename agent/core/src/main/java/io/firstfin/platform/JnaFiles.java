package io.firstfin.platform;

import io.firstfin.bytes.Streams;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.CodeSource;

/**
 * The files of JNA: resources of the core, in a folder. JNA gets its native code as a file that is
 * there only while it loads. JNA would unpack it itself, but it leaves directories behind, and
 * files when the JVM ends meanwhile. One thread at a time.
 */
public final class JnaFiles {
  private static final String FOLDER = "/jna/";
  private static final String NATIVE = ".so";

  private final File directory;
  private File unpacked;

  /** {@code directory} is where the native code may be unpacked. */
  public JnaFiles(File directory) {
    this.directory = directory;
  }

  static boolean isNative(String name) {
    return name.endsWith(NATIVE);
  }

  /** The address of firstfin.jar; null where it is not known. */
  URI location() {
    CodeSource source = JnaFiles.class.getProtectionDomain().getCodeSource();
    return source == null ? null : URI.create(source.getLocation().toString());
  }

  /** Null when there is no such file. */
  InputStream open(String name) {
    return JnaFiles.class.getResourceAsStream(FOLDER + name);
  }

  /** The bytes of a class file; null when there is none. */
  byte[] classFile(String name) throws IOException {
    try (InputStream in = open(name.replace('.', '/') + ".class")) {
      return in == null ? null : Streams.readAll(in);
    }
  }

  /** The native code as a file; null when there is none for this machine. */
  File unpack(String name) throws IOException {
    if (unpacked != null) {
      return unpacked;
    }
    try (InputStream in = open(name)) {
      if (in == null) {
        return null;
      }
      File file = new File(directory, "firstfin-" + Long.toHexString(System.nanoTime()) + NATIVE);
      if (!file.createNewFile()) {
        throw new IOException(file + " is there already");
      }
      unpacked = file;
      try (OutputStream out = new FileOutputStream(file)) {
        out.write(Streams.readAll(in));
      }
      return file;
    }
  }

  /** Deletes the file, which is not needed any more once the native code is loaded. */
  public void delete() {
    if (unpacked != null) {
      unpacked.delete();
    }
  }
}
