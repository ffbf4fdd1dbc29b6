package io.firstfin.platform;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads JNA as a named module, with native access enabled for that module alone. JDK 24 and later
 * warn when an unnamed module calls restricted methods (JEP 472).
 */
public final class JnaModule {
  private static final String NAME = "com.sun.jna";

  /** All packages of JNA that are in firstfin.jar. */
  private static final Set<String> PACKAGES =
      new HashSet<>(Arrays.asList(NAME, NAME + ".internal", NAME + ".ptr"));

  private JnaModule() {}

  /** The loader of JNA. */
  public static ClassLoader load(JnaFiles files, ClassLoader parent) {
    ModuleReference reference = new Reference(describe(), files);
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(new Finder(reference), ModuleFinder.of(), Collections.singleton(NAME));
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(
                configuration, Collections.singletonList(ModuleLayer.boot()), parent)
            .layer();
    Module module = layer.findModule(NAME).get();
    enableNativeAccess(module);
    return module.getClassLoader();
  }

  private static void enableNativeAccess(Module module) {
    try {
      Method enable = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
      enable.setAccessible(true);
      enable.invoke(module);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("JNA's module cannot be allowed to call native code", e);
    }
  }

  private static ModuleDescriptor describe() {
    // An open module, so that the core can use its packages. The core is an unnamed module, which
    // reads every module.
    ModuleDescriptor.Builder builder = ModuleDescriptor.newOpenModule(NAME).packages(PACKAGES);
    builder.requires("java.base");
    if (ModuleLayer.boot().findModule("java.logging").isPresent()) {
      builder.requires("java.logging");
    }
    for (String exported : PACKAGES) {
      builder.exports(exported);
    }
    return builder.build();
  }

  private static final class Finder implements ModuleFinder {
    private final ModuleReference reference;

    Finder(ModuleReference reference) {
      this.reference = reference;
    }

    @Override
    public Optional<ModuleReference> find(String name) {
      return name.equals(NAME) ? Optional.of(reference) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
      return Collections.singleton(reference);
    }
  }

  private static final class Reference extends ModuleReference {
    private final JnaFiles files;

    /** The location is that of the core, so that a security policy grants JNA the same. */
    Reference(ModuleDescriptor descriptor, JnaFiles files) {
      super(descriptor, files.location());
      this.files = files;
    }

    @Override
    public ModuleReader open() {
      return new Reader(files);
    }
  }

  private static final class Reader implements ModuleReader {
    private final JnaFiles files;

    Reader(JnaFiles files) {
      this.files = files;
    }

    /** JNA asks for its native code only. */
    @Override
    public Optional<URI> find(String name) throws IOException {
      File file = JnaFiles.isNative(name) ? files.unpack(name) : null;
      return Optional.ofNullable(file).map(File::toURI);
    }

    @Override
    public Optional<InputStream> open(String name) {
      return Optional.ofNullable(files.open(name));
    }

    @Override
    public Stream<String> list() {
      return Stream.empty();
    }

    @Override
    public void close() {}
  }
}
