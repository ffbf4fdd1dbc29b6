package io.firstfin.record;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * Members of the JDK's own classes, accessible. With the agent's permissions, whatever those of the
 * application's thread that needs them first: a SecurityManager can come at any time.
 */
final class JdkInternals {
  private JdkInternals() {}

  /** A class of the bootstrap loader, which is not initialised by this. */
  static Class<?> type(String name) throws Exception {
    return load(name, false);
  }

  static Field field(String owner, final String name) throws Exception {
    final Class<?> type = load(owner, false);
    return privileged(
        new PrivilegedExceptionAction<Field>() {
          @Override
          public Field run() throws NoSuchFieldException {
            return accessible(type.getDeclaredField(name));
          }
        });
  }

  /** Of a class that is initialised by this, so that its natives can be called. */
  static Method method(String owner, final String name, final Class<?>... parameters)
      throws Exception {
    final Class<?> type = load(owner, true);
    return privileged(
        new PrivilegedExceptionAction<Method>() {
          @Override
          public Method run() throws NoSuchMethodException {
            return accessible(type.getDeclaredMethod(name, parameters));
          }
        });
  }

  static Method[] methods(final Class<?> type) throws Exception {
    return privileged(
        new PrivilegedExceptionAction<Method[]>() {
          @Override
          public Method[] run() {
            return type.getDeclaredMethods();
          }
        });
  }

  private static Class<?> load(final String name, final boolean initialize) throws Exception {
    return privileged(
        new PrivilegedExceptionAction<Class<?>>() {
          @Override
          public Class<?> run() throws ClassNotFoundException {
            return Class.forName(name, initialize, null);
          }
        });
  }

  private static <T extends AccessibleObject> T accessible(T member) {
    member.setAccessible(true);
    return member;
  }

  private static <T> T privileged(PrivilegedExceptionAction<T> action) throws Exception {
    try {
      return AccessController.doPrivileged(action);
    } catch (PrivilegedActionException e) {
      throw e.getException();
    }
  }
}
