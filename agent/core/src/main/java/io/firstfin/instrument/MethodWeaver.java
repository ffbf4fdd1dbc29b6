package io.firstfin.instrument;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.TypePath;

/**
 * Puts the calls of one hook around the body of one method:
 *
 * <pre>
 *   begun = before();
 *   try { body, whose returns go to the end }
 *   catch (Throwable failure) { afterFailure(); throw failure; }
 *   after(); return
 * </pre>
 *
 * <p>It presumes what every compiler of Java does: that nothing but the result is on the operand
 * stack where a method returns.
 */
final class MethodWeaver extends MethodVisitor {
  private final Instructions code;
  private final Variables variables;
  private final Hook hook;
  private final Label bodyBegin = new Label();
  private final Label bodyEnd = new Label();
  private final Label end = new Label();

  MethodWeaver(Instructions code, Variables variables, Hook hook) {
    super(Opcodes.ASM9, code.out);
    this.code = code;
    this.variables = variables;
    this.hook = hook;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    code.copyArguments();
    for (Call call : hook.before) {
      code.call(call, variables.types());
      // The body can begin with a frame of its own, and two cannot be at one place.
      super.visitInsn(Opcodes.NOP);
    }
    super.visitLabel(bodyBegin);
  }

  @Override
  public void visitInsn(int opcode) {
    if (hook.after != null && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      super.visitJumpInsn(Opcodes.GOTO, end);
    } else {
      super.visitInsn(opcode);
    }
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    super.visitLabel(bodyEnd);
    if (hook.after != null) {
      super.visitLabel(end);
      end();
    }
    if (hook.afterFailure != null) {
      failure();
    }
    // The writer computes both.
    super.visitMaxs(0, 0);
  }

  private void end() {
    Type returned = variables.returned;
    if (returned == Type.VOID_TYPE) {
      code.frame(variables.types());
      code.call(hook.after, variables.types());
    } else {
      Object type = Variables.frameType(returned);
      code.frame(variables.types(), type);
      code.store(returned, variables.end);
      code.call(hook.after, variables.types(type));
      code.load(returned, variables.end);
    }
    super.visitInsn(returned.getOpcode(Opcodes.IRETURN));
  }

  private void failure() {
    Label handler = new Label();
    // Last in the method's table, so that the handlers of the body come first.
    super.visitTryCatchBlock(bodyBegin, bodyEnd, handler, null);
    super.visitLabel(handler);
    code.frame(variables.types(), Variables.THROWABLE);
    super.visitVarInsn(Opcodes.ASTORE, variables.end);
    code.call(hook.afterFailure, variables.types(Variables.THROWABLE));
    super.visitVarInsn(Opcodes.ALOAD, variables.end);
    super.visitInsn(Opcodes.ATHROW);
  }

  @Override
  public void visitFrame(int type, int count, Object[] types, int stackCount, Object[] stack) {
    Object[] moved = variables.moved(count, types);
    super.visitFrame(type, moved.length, moved, stackCount, stack);
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    super.visitVarInsn(opcode, variables.moved(slot));
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    super.visitIincInsn(variables.moved(slot), increment);
  }

  @Override
  public void visitLocalVariable(
      String name, String descriptor, String signature, Label from, Label to, int slot) {
    super.visitLocalVariable(name, descriptor, signature, from, to, variables.moved(slot));
  }

  @Override
  public AnnotationVisitor visitLocalVariableAnnotation(
      int typeReference,
      TypePath path,
      Label[] from,
      Label[] to,
      int[] slots,
      String descriptor,
      boolean visible) {
    int[] moved = new int[slots.length];
    for (int i = 0; i < slots.length; i++) {
      moved[i] = variables.moved(slots[i]);
    }
    return super.visitLocalVariableAnnotation(
        typeReference, path, from, to, moved, descriptor, visible);
  }
}
