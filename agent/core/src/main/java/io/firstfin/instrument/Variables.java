package io.firstfin.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Where the variables of one hooked method are (JVM specification, 2.6.1). Those that the hook
 * needs lie between the method's parameters and its other variables, so that they are known
 * wherever the method is: what the hook at the begin returned, and the arguments as the caller
 * passed them.
 */
final class Variables {
  /** The internal name of the class of what a method throws. */
  static final String THROWABLE = "java/lang/Throwable";

  final Type[] arguments;
  final Type returned;

  /** The slots of the parameters, and those of their copies; -1 where there is no copy. */
  private final int[] parameterSlots;

  private final int[] copySlots;

  /** The first slot that is no parameter. */
  private final int parametersEnd;

  /** -1 when the hook has none. */
  final int begunSlot;

  /** The first slot after the hook's own variables. */
  final int end;

  /**
   * The types of the parameters, and of the hook's own variables, as a stack map frame has them.
   */
  private final List<Object> parameterTypes = new ArrayList<Object>();

  private final List<Object> ownTypes = new ArrayList<Object>();

  /** {@code owner} is the internal name of the class, or null for a static method. */
  Variables(String owner, String descriptor, Hook hook) {
    arguments = Type.getArgumentTypes(descriptor);
    returned = Type.getReturnType(descriptor);
    int slot = 0;
    if (owner != null) {
      parameterTypes.add(owner);
      slot++;
    }
    parameterSlots = new int[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      parameterTypes.add(frameType(arguments[i]));
      parameterSlots[i] = slot;
      slot += arguments[i].getSize();
    }
    parametersEnd = slot;
    copySlots = new int[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      copySlots[i] = -1;
      if (uses(hook.after, i) || uses(hook.afterFailure, i)) {
        ownTypes.add(frameType(arguments[i]));
        copySlots[i] = slot;
        slot += arguments[i].getSize();
      }
    }
    if (returnsObject(hook.before)) {
      ownTypes.add("java/lang/Object");
      begunSlot = slot++;
    } else {
      begunSlot = -1;
    }
    end = slot;
  }

  private static boolean returnsObject(List<Call> calls) {
    for (Call call : calls) {
      if (call.returnsObject()) {
        return true;
      }
    }
    return false;
  }

  private static boolean uses(Call call, int argument) {
    if (call == null) {
      return false;
    }
    for (Value value : call.values) {
      if (uses(value, argument)) {
        return true;
      }
    }
    return call.condition != null && uses(call.condition.value, argument);
  }

  private static boolean uses(Value value, int argument) {
    switch (value.kind) {
      case ARGUMENT:
      case BOXED_ARGUMENT:
        return value.index == argument;
      case ADDRESS:
        return value.index == argument || value.index + 1 == argument;
      default:
        return false;
    }
  }

  int parameterSlot(int argument) {
    return parameterSlots[argument];
  }

  /** -1 when there is no copy, because no hook at the end needs it. */
  int copySlot(int argument) {
    return copySlots[argument];
  }

  /** Where a variable of the original method is now. */
  int moved(int slot) {
    return slot < parametersEnd ? slot : slot + end - parametersEnd;
  }

  /**
   * The types of the variables at the begin and at the end of the method, and after them {@code
   * more} types.
   */
  Object[] types(Object... more) {
    List<Object> types = new ArrayList<Object>(parameterTypes);
    types.addAll(ownTypes);
    types.addAll(Arrays.asList(more));
    return types.toArray();
  }

  /** The types of a frame of the original method, with the hook's own variables among them. */
  Object[] moved(int count, Object[] original) {
    List<Object> types = new ArrayList<Object>();
    int slot = 0;
    int next = 0;
    for (; slot < parametersEnd && next < count; next++) {
      types.add(original[next]);
      slot += size(original[next]);
    }
    for (; slot < parametersEnd; slot++) {
      types.add(Opcodes.TOP);
    }
    types.addAll(ownTypes);
    types.addAll(Arrays.asList(original).subList(next, count));
    return types.toArray();
  }

  private static int size(Object frameType) {
    return frameType == Opcodes.LONG || frameType == Opcodes.DOUBLE ? 2 : 1;
  }

  static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
      case Type.CHAR:
      case Type.BYTE:
      case Type.SHORT:
      case Type.INT:
        return Opcodes.INTEGER;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.ARRAY:
        return type.getDescriptor();
      default:
        return type.getInternalName();
    }
  }
}
