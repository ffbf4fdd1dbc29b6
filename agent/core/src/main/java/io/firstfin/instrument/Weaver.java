package io.firstfin.instrument;

import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves the advice into one class with Byte Buddy. The only class that touches its engine: it is
 * loaded when the first socket class is.
 */
final class Weaver {
  private Weaver() {}

  /** The class file with every hook that found its method. */
  static byte[] weave(String internalName, byte[] classFile, List<Hook> hooks) {
    String name = internalName.replace('/', '.');
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, classFile), new JdkClassFiles());
    ClassFileLocator own = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
    TypeDescription type = pool(locator).describe(name).resolve();
    TypePool advicePool = pool(new ClassFileLocator.Compound(own, new JdkClassFiles()));
    AsmVisitorWrapper.ForDeclaredMethods methods = new AsmVisitorWrapper.ForDeclaredMethods();
    for (Hook hook : hooks) {
      TypeDescription advice = advicePool.describe(hook.advice.getName()).resolve();
      methods = methods.invokable(hook.method, Advice.to(advice, own));
    }
    // decorate: the class keeps its fields, methods and hierarchy, only bodies are visited.
    DynamicType.Builder<?> builder =
        new ByteBuddy(ClassFileVersion.ofClassFile(classFile))
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .decorate(type, locator)
            .visit(methods);
    return builder.make().getBytes();
  }

  private static TypePool pool(ClassFileLocator locator) {
    return new TypePool.Default.WithLazyResolution(
        TypePool.CacheProvider.Simple.withObjectType(),
        locator,
        TypePool.Default.ReaderMode.FAST,
        TypePool.Empty.INSTANCE);
  }
}
