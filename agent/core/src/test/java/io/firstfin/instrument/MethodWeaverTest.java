package io.firstfin.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JVM verifies each class that is woven here, because no loader of the JDK defines it. */
class MethodWeaverTest {
  private static final String HOOKS = Hooks.class.getName().replace('.', '/');
  private static final List<Object> HEARD = new ArrayList<>();

  @BeforeEach
  void forget() {
    HEARD.clear();
  }

  @Test
  void aHookAtTheEndIsCalledOnceWhereverTheMethodReturns() throws Exception {
    Work work = woven(Hook.named("sum").after(heard(Value.boxedArgument(2))));

    assertEquals(2 + 3 + 4, work.sum(2L, 0.5, 3));
    assertEquals(-1, work.sum(2L, 0.5, -7));

    assertEquals(List.of(3, -7), HEARD);
  }

  @Test
  void aHookHasTheArgumentThatTheCallerPassed() throws Exception {
    Work work = woven(Hook.named("changed").after(heard(Value.argument(0))));

    assertEquals("passed, changed", work.changed("passed"));

    assertEquals(List.of("passed"), HEARD);
  }

  @Test
  void whatTheFirstHookReturnsReachesTheLast() throws Exception {
    Work work =
        woven(
            Hook.named("changed")
                .before(
                    Call.of(
                        HOOKS,
                        "begun",
                        "(Ljava/lang/Object;)Ljava/lang/Object;",
                        Value.argument(0)))
                .atEnd(heard(Value.BEGUN)));

    work.changed("passed");

    assertEquals(List.of("begun with passed"), HEARD);
  }

  @Test
  void aFailureReachesTheHookAndTheCaller() throws Exception {
    Work work = woven(Hook.named("divide").afterFailure(heard(Value.FAILURE)));

    ArithmeticException thrown =
        assertThrows(ArithmeticException.class, () -> work.divide(1, 0, false));

    assertSame(thrown, HEARD.get(0));
  }

  @Test
  void aFailureThatTheMethodCatchesReachesNoHook() throws Exception {
    Work work =
        woven(
            Hook.named("divide")
                .after(heard(Value.boxedArgument(1)))
                .afterFailure(heard(Value.FAILURE)));

    assertEquals(0, work.divide(1, 0, true));

    assertEquals(List.of(0), HEARD);
  }

  @Test
  void aHookWithAConditionIsLeftOutWhereItIsFalse() throws Exception {
    Work work =
        woven(
            Hook.named("divide")
                .after(
                    heard(Value.boxedArgument(0)).when(Condition.isNotNegative(Value.RETURNED))));

    work.divide(7, 1, false);
    work.divide(7, -1, false);

    assertEquals(List.of(7), HEARD);
  }

  @Test
  void theErrorOfAHookNeverReachesTheMethod() throws Exception {
    Call fails = Call.of(HOOKS, "fails", "(Ljava/lang/Object;)V", Value.argument(0));
    Work work = woven(Hook.named("changed").before(fails).atEnd(fails));

    assertEquals("passed, changed", work.changed("passed"));
  }

  private static Call heard(Value value) {
    return Call.of(HOOKS, "heard", "(Ljava/lang/Object;)V", value);
  }

  private static Work woven(Hook hook) throws Exception {
    String name = Worker.class.getName();
    String internalName = name.replace('.', '/');
    byte[] woven = Weaver.weave(internalName, JdkClassFiles.read(internalName), List.of(hook));
    return (Work) new OneClass(name, woven).loadClass(name).getConstructors()[0].newInstance();
  }

  /** Public, because the woven class has another loader. */
  public static final class Hooks {
    private Hooks() {}

    public static void heard(Object value) {
      HEARD.add(value);
    }

    public static Object begun(Object value) {
      return "begun with " + value;
    }

    public static void fails(Object value) {
      throw new IllegalStateException("a hook fails");
    }
  }

  /** What {@link Worker} does, for callers outside of its loader. */
  public interface Work {
    long sum(long first, double weight, int count);

    String changed(String text);

    int divide(int number, int by, boolean careful);
  }

  /** Its methods are instrumented. */
  public static final class Worker implements Work {
    @Override
    public long sum(long first, double weight, int count) {
      if (count < 0) {
        return -1;
      }
      long sum = 0;
      for (int i = 0; i < count; i++) {
        long next = first + i;
        if (weight > next) {
          continue;
        }
        sum += next;
      }
      return sum;
    }

    @Override
    public String changed(String text) {
      text = text + ", changed";
      return text;
    }

    @Override
    public int divide(int number, int by, boolean careful) {
      try {
        int result = number / by;
        return result;
      } catch (ArithmeticException e) {
        if (!careful) {
          throw e;
        }
        return 0;
      }
    }
  }
}
