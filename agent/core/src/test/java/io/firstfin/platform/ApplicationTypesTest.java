package io.firstfin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Typed;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** Reading the stack at a close must not load classes of the application. */
class ApplicationTypesTest {
  private final CallSites sites = new CallSites(new FrameKinds(List.of()));
  private final StackWalkerReader walker = new StackWalkerReader(sites, 8);

  @Test
  void theStackWalkerResolvesNoTypeOfTheApplication() throws Exception {
    loadsNothing(walker);
  }

  @Test
  void theJvmsOwnFormOfAStackResolvesNoTypeOfTheApplication() throws Exception {
    ChosenReader reader = new ChosenReader(walker, true, sites, 8);
    reader.prepare();
    assertTrue(reader.isProved());

    loadsNothing(reader);
  }

  @SuppressWarnings("unchecked")
  private void loadsNothing(CallSiteReader reader) throws Exception {
    Counting loader = new Counting();
    ToIntFunction<IntSupplier> application =
        (ToIntFunction<IntSupplier>)
            loader.loadClass(Typed.class.getName()).getDeclaredConstructor().newInstance();
    int asked = loader.asked.size();

    CallSite site = sites.get(application.applyAsInt(reader::read));

    assertTrue(site.line.startsWith("com.acme.shop.Typed.close("), site.line);
    assertEquals(List.of(), loader.asked.subList(asked, loader.asked.size()));
  }

  /** A loader that has the application's class, but none of its other types. */
  private static final class Counting extends ClassLoader {
    final List<String> asked = new ArrayList<>();

    Counting() {
      super(ApplicationTypesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.acme.")) {
        asked.add(name);
      }
      if (name.startsWith(Typed.class.getName() + "$")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.equals(Typed.class.getName()) || findLoadedClass(name) != null) {
        return super.loadClass(name, resolve);
      }
      try {
        byte[] bytes = Typed.class.getResourceAsStream("Typed.class").readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
