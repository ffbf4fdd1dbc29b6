package io.firstfin.integration;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which classes the classes of the assembled jar name: in code, in descriptors and signatures, in
 * annotations, and in strings, because some libraries look classes up by name.
 */
final class ClassReferences {
  private static final String FOLDER = "^core/((jna|bootstrap)/)?";
  private static final Pattern NAME = Pattern.compile("[\\w/$]+");

  private final Map<String, Set<String>> namedBy = new HashMap<>();

  ClassReferences(JarContents jar) throws IOException {
    for (String file : jar.names()) {
      if (file.endsWith(".class")) {
        String name = file.replaceFirst(FOLDER, "").replace(".class", "");
        namedBy.put(name, names(jar.read(file)));
      }
    }
  }

  /**
   * The classes of {@code packages} that the jar lacks, although a class names them which can be
   * reached from FirstFIN's own.
   */
  Set<String> missing(Pattern packages) {
    Set<String> missing = new TreeSet<>();
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>();
    for (String own : namedBy.keySet()) {
      if (own.startsWith("io/firstfin/")) {
        reached.add(own);
        next.add(own);
      }
    }
    while (!next.isEmpty()) {
      for (String named : namedBy.get(next.pop())) {
        if (!namedBy.containsKey(named)) {
          if (packages.matcher(named).matches()) {
            missing.add(named);
          }
        } else if (reached.add(named)) {
          next.add(named);
        }
      }
    }
    return missing;
  }

  /** Each name in each text of the constant pool (JVMS 4.4). */
  private static Set<String> names(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipNBytes(8);
    Set<String> names = new HashSet<>();
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> addNames(in.readUTF(), names);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("constant " + tag);
      }
    }
    return names;
  }

  private static void addNames(String text, Set<String> names) {
    Matcher name = NAME.matcher(text.replace('.', '/'));
    while (name.find()) {
      names.add(name.group());
      // In a descriptor, L stands before a name, behind primitive types.
      for (int l = name.group().indexOf('L'); l >= 0; l = name.group().indexOf('L', l + 1)) {
        names.add(name.group().substring(l + 1));
      }
    }
  }
}
