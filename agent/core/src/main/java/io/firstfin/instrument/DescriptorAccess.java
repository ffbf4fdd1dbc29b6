package io.firstfin.instrument;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Writes the call by which the JDK's own packages read the number of a {@code FileDescriptor}. The
 * JVM initialises its classes while it starts.
 */
final class DescriptorAccess {
  /** From the newest JDK to the oldest: since 12, since 9, and 8. */
  private static final String[] PACKAGES = {
    "jdk/internal/access/", "jdk/internal/misc/", "sun/misc/"
  };

  private DescriptorAccess() {}

  /**
   * Null where there is none. It is looked for each time, because a static field's initialisation
   * could fail for good at the end of a stack.
   */
  private static String find() {
    for (String candidate : PACKAGES) {
      try {
        Class.forName(candidate.replace('/', '.') + "SharedSecrets", false, null);
        return candidate;
      } catch (ClassNotFoundException e) {
        // Another JDK's.
      }
    }
    return null;
  }

  /** Whether this JDK has it. */
  static boolean exists() {
    return find() != null;
  }

  /** Takes a {@code FileDescriptor}, which must not be null, and pushes its number. */
  static void toNumber(MethodVisitor out) {
    String found = find();
    String access = found + "JavaIOFileDescriptorAccess";
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        found + "SharedSecrets",
        "getJavaIOFileDescriptorAccess",
        "()L" + access + ";",
        false);
    out.visitInsn(Opcodes.SWAP);
    out.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, access, "get", "(Ljava/io/FileDescriptor;)I", true);
  }
}
