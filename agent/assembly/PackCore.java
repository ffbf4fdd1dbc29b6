import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Puts the files of the folder {@code core/} of a jar into one entry, {@code core.pack}, and leaves
 * all else as it is. {@code io.firstfin.launcher.CorePack} describes the format and reads it.
 */
public final class PackCore {
  private static final String FOLDER = "core/";
  private static final String PACK = "core.pack";

  private PackCore() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("Usage: java PackCore.java JAR");
      System.exit(2);
    }
    Path jar = Path.of(arguments[0]);
    Path packed = jar.resolveSibling(jar.getFileName() + ".packed");
    try {
      try (ZipFile from = new ZipFile(jar.toFile());
          ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(packed))) {
        pack(from, to);
      }
      Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(packed);
    }
  }

  private static void pack(ZipFile from, ZipOutputStream to) throws IOException {
    TreeMap<String, byte[]> core = new TreeMap<>();
    // Local, because the time that a zip file has knows no zone.
    LocalDateTime time = null;
    for (ZipEntry entry : Collections.list(from.entries())) {
      byte[] bytes;
      try (InputStream in = from.getInputStream(entry)) {
        bytes = in.readAllBytes();
      }
      if (!entry.getName().startsWith(FOLDER)) {
        ZipEntry same = new ZipEntry(entry.getName());
        time = entry.getTimeLocal();
        same.setTimeLocal(time);
        to.putNextEntry(same);
        to.write(bytes);
      } else if (!entry.isDirectory()) {
        core.put(entry.getName().substring(FOLDER.length()), bytes);
      }
    }
    if (!core.isEmpty()) {
      stored(to, time, packed(core));
    }
  }

  /** Stored, because its files are compressed. */
  private static void stored(ZipOutputStream to, LocalDateTime time, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(PACK);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(time);
    to.putNextEntry(entry);
    to.write(bytes);
  }

  private static byte[] packed(TreeMap<String, byte[]> core) throws IOException {
    List<String> names =
        core.keySet().stream()
            .sorted(Comparator.<String>comparingInt(String::hashCode).thenComparing(name -> name))
            .toList();
    ByteArrayOutputStream places = new ByteArrayOutputStream();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    DataOutputStream index = new DataOutputStream(places);
    int begin = 4 + 16 * names.size();
    for (String name : names) {
      int at = data.size();
      DataOutputStream out = new DataOutputStream(data);
      out.writeShort(name.length());
      out.write(name.getBytes(StandardCharsets.ISO_8859_1));
      Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
      try (OutputStream deflated = new DeflaterOutputStream(out, best)) {
        deflated.write(core.get(name));
      } finally {
        best.end();
      }
      index.writeInt(begin + at);
      index.writeInt(data.size() - at);
      index.writeInt(core.get(name).length);
    }
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(pack);
    out.writeInt(names.size());
    for (String name : names) {
      out.writeInt(name.hashCode());
    }
    places.writeTo(out);
    data.writeTo(out);
    return pack.toByteArray();
  }
}
