package io.firstfin.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that checks the agent's claims about these transports. Its parameters are each {@link Jdk}
 * in turn, and the {@code Set<Transport>} of those that this JDK has, when it has any. When no JDK
 * has any of them the test is skipped.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Holds.OnEachJdk.class)
public @interface Holds {
  Transport[] value();

  /** The arguments of such a test. */
  final class OnEachJdk implements ArgumentsProvider, AnnotationConsumer<Holds> {
    private Holds held;

    @Override
    public void accept(Holds annotation) {
      held = annotation;
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      List<Jdk> jdks = Jdk.all().stream().filter(jdk -> !of(jdk).isEmpty()).toList();
      Assumptions.assumeFalse(
          jdks.isEmpty(), () -> "no JDK under test has " + Set.of(held.value()));
      return jdks.stream().map(jdk -> Arguments.of(jdk, of(jdk)));
    }

    private EnumSet<Transport> of(Jdk jdk) {
      EnumSet<Transport> transports = EnumSet.noneOf(Transport.class);
      transports.addAll(List.of(held.value()));
      transports.removeIf(transport -> transport.since > jdk.feature());
      return transports;
    }
  }
}
