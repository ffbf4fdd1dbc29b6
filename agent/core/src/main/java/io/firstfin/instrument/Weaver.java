package io.firstfin.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves hooks into one class, with the class-file library that Byte Buddy brings. Byte Buddy's own
 * engine would load 600 classes more, on the application's thread, at its first socket. Only the
 * bodies of the hooked methods change; everything else is copied as it is.
 */
final class Weaver extends ClassVisitor {
  private static final int API = Opcodes.ASM9;

  private static final int NAMES_ONLY =
      ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

  private final String internalName;
  private final List<Hook> hooks;
  private final boolean escapes;

  /**
   * The types of the class's own fields, by name. A class file has its fields before its methods.
   */
  private final Map<String, String> fields = new HashMap<String, String>();

  private boolean hasFrames;

  private Weaver(ClassVisitor out, String internalName, List<Hook> hooks) {
    super(API, out);
    this.internalName = internalName;
    this.hooks = hooks;
    this.escapes = SocketCalls.has("escaped", Throwable.class);
  }

  /**
   * The class file with every hook that found its method; null when all are superseded.
   *
   * @throws java.io.UncheckedIOException when the JDK lacks the class file that says whether a hook
   *     is superseded
   */
  static byte[] weave(String internalName, byte[] classFile, List<Hook> hooks) {
    List<Hook> active = new ArrayList<Hook>();
    for (Hook hook : hooks) {
      if (!isSuperseded(hook, internalName, classFile)) {
        active.add(hook);
      }
    }
    if (active.isEmpty()) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Weaver(writer, internalName, active), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private static boolean isSuperseded(Hook hook, String internalName, byte[] classFile) {
    if (hook.supersedingClass == null) {
      return false;
    }
    byte[] superseding =
        hook.supersedingClass.equals(internalName)
            ? classFile
            : JdkClassFiles.read(hook.supersedingClass);
    return methodNames(superseding).contains(hook.supersedingMethod);
  }

  private static Set<String> methodNames(byte[] classFile) {
    final Set<String> names = new HashSet<String>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(API) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                names.add(name);
                return null;
              }
            },
            NAMES_ONLY);
    return names;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    hasFrames = (version & 0xffff) >= Opcodes.V1_6;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    fields.put(name, descriptor);
    return super.visitField(access, name, descriptor, signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] thrown) {
    MethodVisitor out = super.visitMethod(access, name, descriptor, signature, thrown);
    for (Hook hook : hooks) {
      if (hook.matches(access, name, descriptor)) {
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        Variables variables = new Variables(isStatic ? null : internalName, descriptor, hook);
        Instructions code =
            new Instructions(out, variables, internalName, fields, hasFrames, escapes);
        return new MethodWeaver(code, variables, hook);
      }
    }
    return out;
  }
}
