package io.firstfin.integration;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of an assembled jar by name. Those that the launcher finds in {@code core.pack} are
 * here in the folder {@code core/}.
 */
final class JarContents {
  private static final String PACK = "core.pack";

  private final Map<String, byte[]> files = new TreeMap<>();

  JarContents(Path path) throws IOException {
    try (ZipFile jar = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        try (InputStream in = jar.getInputStream(entry)) {
          if (entry.getName().equals(PACK)) {
            addCore(in.readAllBytes());
          } else if (!entry.isDirectory()) {
            files.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  private void addCore(byte[] pack) throws IOException {
    ByteBuffer index = ByteBuffer.wrap(pack);
    int number = index.getInt(0);
    for (int i = 0; i < number; i++) {
      int place = 4 + 4 * number + 12 * i;
      DataInputStream data =
          new DataInputStream(
              new ByteArrayInputStream(pack, index.getInt(place), index.getInt(place + 4)));
      byte[] name = new byte[data.readUnsignedShort()];
      data.readFully(name);
      files.put(
          "core/" + new String(name, StandardCharsets.ISO_8859_1),
          new InflaterInputStream(data).readAllBytes());
    }
  }

  Set<String> names() {
    return files.keySet();
  }

  byte[] read(String name) {
    return files.get(name);
  }
}
