package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/** The names and the texts in a class file. No class is loaded. */
final class ClassFile {
  /** Superclass and interfaces; their names have dots. */
  final List<String> parents = new ArrayList<>();

  /** Constructors are {@code <init>}. */
  final Set<String> methods = new HashSet<>();

  final Set<String> fields = new HashSet<>();

  /** Parameters and local variables, in the form {@code method(name)}. */
  final Set<String> variables = new HashSet<>();

  final Set<String> texts = new HashSet<>();

  /** Whole numbers, in the form {@code method(number)} or {@code field(number)}. */
  final Set<String> numbers = new HashSet<>();

  private ClassFile() {}

  static ClassFile read(byte[] bytes) {
    ClassFile file = new ClassFile();
    ClassReader reader = OpenedClassReader.of(bytes);
    reader.accept(file.new Names(), ClassReader.SKIP_FRAMES);
    return file;
  }

  private final class Names extends ClassVisitor {
    Names() {
      super(OpenedClassReader.ASM_API);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      if (superName != null) {
        parents.add(superName.replace('/', '.'));
      }
      for (String parent : interfaces) {
        parents.add(parent.replace('/', '.'));
      }
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      fields.add(name);
      add(name, value);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      methods.add(method);
      return new MethodVisitor(OpenedClassReader.ASM_API) {
        @Override
        public void visitLdcInsn(Object value) {
          add(method, value);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
          add(method, operand);
        }

        @Override
        public void visitInsn(int opcode) {
          if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
            add(method, opcode - Opcodes.ICONST_0);
          }
        }

        @Override
        public void visitLocalVariable(
            String name, String type, String generic, Label start, Label end, int index) {
          variables.add(method + "(" + name + ")");
        }
      };
    }

    private void add(String member, Object value) {
      if (value instanceof String text) {
        texts.add(text);
      } else if (value instanceof Integer || value instanceof Long) {
        numbers.add(member + "(" + value + ")");
      }
    }
  }
}
