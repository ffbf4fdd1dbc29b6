package io.firstfin.instrument;

import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes the instructions of hooks into one method. */
final class Instructions {
  private static final String ADDRESS = "java/net/InetSocketAddress";

  final MethodVisitor out;
  private final Variables variables;

  /** The internal name of the class. */
  private final String owner;

  private final Map<String, String> fields;
  private final boolean hasFrames;
  private final boolean escapes;

  Instructions(
      MethodVisitor out,
      Variables variables,
      String owner,
      Map<String, String> fields,
      boolean hasFrames,
      boolean escapes) {
    this.out = out;
    this.variables = variables;
    this.owner = owner;
    this.fields = fields;
    this.hasFrames = hasFrames;
    this.escapes = escapes;
  }

  /** What the verifier knows here: the types of the variables and of the operand stack. */
  void frame(Object[] types, Object... stack) {
    if (hasFrames) {
      out.visitFrame(Opcodes.F_NEW, types.length, types, stack.length, stack);
    }
  }

  /** Keeps what the hooks at the end need, before the method can change it. */
  void copyArguments() {
    for (int i = 0; i < variables.arguments.length; i++) {
      int copy = variables.copySlot(i);
      if (copy >= 0) {
        load(variables.arguments[i], variables.parameterSlot(i));
        store(variables.arguments[i], copy);
      }
    }
    if (variables.begunSlot >= 0) {
      out.visitInsn(Opcodes.ACONST_NULL);
      out.visitVarInsn(Opcodes.ASTORE, variables.begunSlot);
    }
  }

  /**
   * Calls a hook, and catches what it throws, which the hook has not caught itself: of a full
   * stack, for example.
   *
   * @param types of the variables here
   */
  void call(Call call, Object[] types) {
    Label from = new Label();
    Label to = new Label();
    Label handler = new Label();
    Label next = new Label();
    out.visitTryCatchBlock(from, to, handler, Variables.THROWABLE);
    out.visitLabel(from);
    if (call.condition != null) {
      jumpUnless(call.condition, next);
    }
    for (Value value : call.values) {
      push(value);
    }
    out.visitMethodInsn(Opcodes.INVOKESTATIC, call.owner, call.name, call.descriptor, false);
    if (call.returnsObject()) {
      out.visitVarInsn(Opcodes.ASTORE, variables.begunSlot);
    }
    out.visitLabel(to);
    out.visitJumpInsn(Opcodes.GOTO, next);
    out.visitLabel(handler);
    frame(types, Variables.THROWABLE);
    if (escapes) {
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC, SocketCalls.HOOKS, "escaped", "(Ljava/lang/Throwable;)V", false);
    } else {
      out.visitInsn(Opcodes.POP);
    }
    out.visitLabel(next);
    frame(types);
  }

  void load(Type type, int slot) {
    out.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
  }

  void store(Type type, int slot) {
    out.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
  }

  private void push(Value value) {
    switch (value.kind) {
      case SELF:
        out.visitVarInsn(Opcodes.ALOAD, 0);
        break;
      case ARGUMENT:
        argument(value.index);
        break;
      case BOXED_ARGUMENT:
        argument(value.index);
        out.visitMethodInsn(
            Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
        break;
      case ADDRESS:
        out.visitTypeInsn(Opcodes.NEW, ADDRESS);
        out.visitInsn(Opcodes.DUP);
        argument(value.index);
        argument(value.index + 1);
        out.visitMethodInsn(
            Opcodes.INVOKESPECIAL, ADDRESS, "<init>", "(Ljava/net/InetAddress;I)V", false);
        break;
      case FIELD:
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitFieldInsn(Opcodes.GETFIELD, owner, value.name, fieldType(value));
        break;
      case DESCRIPTOR_NUMBER:
        push(Value.DESCRIPTOR);
        DescriptorAccess.toNumber(out);
        break;
      case RETURNED:
        load(variables.returned, variables.end);
        break;
      case FAILURE:
        out.visitVarInsn(Opcodes.ALOAD, variables.end);
        break;
      case BEGUN:
        out.visitVarInsn(Opcodes.ALOAD, variables.begunSlot);
        break;
      case MINUS_ONE:
        out.visitInsn(Opcodes.ICONST_M1);
        break;
      default:
        out.visitInsn(Opcodes.ACONST_NULL);
        break;
    }
  }

  private void argument(int index) {
    int copy = variables.copySlot(index);
    load(variables.arguments[index], copy >= 0 ? copy : variables.parameterSlot(index));
  }

  private String fieldType(Value field) {
    String declared = fields.get(field.name);
    String type = declared == null ? field.type : declared;
    if (type == null) {
      throw new IllegalStateException(owner + " has no field " + field.name);
    }
    return type;
  }

  private void jumpUnless(Condition condition, Label elsewhere) {
    push(condition.value);
    switch (condition.test) {
      case IS_TRUE:
        out.visitJumpInsn(Opcodes.IFEQ, elsewhere);
        break;
      case IS_NOT_NULL:
        out.visitJumpInsn(Opcodes.IFNULL, elsewhere);
        break;
      case IS_NOT_NEGATIVE:
        out.visitJumpInsn(Opcodes.IFLT, elsewhere);
        break;
      case EQUALS:
        out.visitIntInsn(Opcodes.SIPUSH, condition.number);
        out.visitJumpInsn(Opcodes.IF_ICMPNE, elsewhere);
        break;
      case LACKS_BITS:
        out.visitIntInsn(Opcodes.SIPUSH, condition.number);
        out.visitInsn(Opcodes.IAND);
        out.visitJumpInsn(Opcodes.IFNE, elsewhere);
        break;
      case IS_INSTANCE:
        out.visitTypeInsn(Opcodes.INSTANCEOF, condition.type);
        out.visitJumpInsn(Opcodes.IFEQ, elsewhere);
        break;
      default:
        out.visitFieldInsn(Opcodes.GETSTATIC, condition.type, condition.field, condition.fieldType);
        out.visitJumpInsn(Opcodes.IF_ACMPNE, elsewhere);
        break;
    }
  }
}
