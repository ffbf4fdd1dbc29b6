package io.firstfin.instrument;

import io.firstfin.bootstrap.SocketHooks;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves the advice into one class with Byte Buddy. Only this class uses Byte Buddy's engine, so
 * that the engine is loaded no earlier than the first class that needs it.
 */
final class Weaver {
  private Weaver() {}

  /** The class file with every hook that found its method; null when all are superseded. */
  static byte[] weave(ClassLoader loader, String internalName, byte[] classFile, List<Hook> hooks) {
    String name = internalName.replace('/', '.');
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, classFile),
            loader == null ? new JdkClassFiles() : ClassFileLocator.ForClassLoader.of(loader));
    ClassFileLocator own = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
    TypePool jdk = pool(locator);
    TypeDescription type = jdk.describe(name).resolve();
    TypePool advicePool = pool(new ClassFileLocator.Compound(own, new JdkClassFiles()));
    Advice.ExceptionHandler escape = escape();
    AsmVisitorWrapper.ForDeclaredMethods methods = null;
    for (Hook hook : hooks) {
      if (isSuperseded(hook, jdk)) {
        continue;
      }
      TypeDescription advice = advicePool.describe(hook.advice.getName()).resolve();
      methods =
          (methods == null ? new AsmVisitorWrapper.ForDeclaredMethods() : methods)
              .invokable(hook.method, Advice.to(advice, own).withExceptionHandler(escape));
    }
    if (methods == null) {
      return null;
    }
    // decorate keeps the class's fields, methods and hierarchy, and visits only the bodies.
    DynamicType.Builder<?> builder =
        new ByteBuddy(ClassFileVersion.ofClassFile(classFile))
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .decorate(type, locator)
            .visit(methods);
    return builder.make().getBytes();
  }

  /**
   * What happens to an error that a hook lets out. The hooks are those of the first version that
   * ran in this JVM; older ones let nothing out.
   */
  private static Advice.ExceptionHandler escape() {
    try {
      return new Advice.ExceptionHandler.Simple(
          MethodInvocation.invoke(
              new MethodDescription.ForLoadedMethod(
                  SocketHooks.class.getMethod("escaped", Throwable.class))));
    } catch (NoSuchMethodException e) {
      return Advice.ExceptionHandler.Default.SUPPRESSING;
    }
  }

  private static boolean isSuperseded(Hook hook, TypePool jdk) {
    return hook.supersedingClass != null
        && !jdk.describe(hook.supersedingClass)
            .resolve()
            .getDeclaredMethods()
            .filter(ElementMatchers.<MethodDescription>named(hook.supersedingMethod))
            .isEmpty();
  }

  private static TypePool pool(ClassFileLocator locator) {
    return new TypePool.Default.WithLazyResolution(
        TypePool.CacheProvider.Simple.withObjectType(),
        locator,
        TypePool.Default.ReaderMode.FAST,
        TypePool.Empty.INSTANCE);
  }
}
