package io.firstfin.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherWordsTest {
  @ParameterizedTest
  @CsvSource({
    "java -Xmx1g -jar shop.jar --port=1, shop.jar",
    "java -cp a:b com.acme.Shop -x, com.acme.Shop",
    "java --class-path a --add-modules x com.acme.Shop, com.acme.Shop",
    "java -javaagent:firstfin.jar=top=5 @flags com.acme.Shop, com.acme.Shop",
    "java -p mods -m shop/com.acme.Shop, shop/com.acme.Shop",
    "java, ''",
    "java -version, ''",
    "'', ''"
  })
  void theMainClassOrJarIsTheFirstWordThatIsNoOption(String command, String main) {
    assertEquals(main, new LauncherWords(List.of(command.split(" "))).main);
  }

  @Test
  void optionsComeBeforeItAndArgumentsAfterIt() {
    LauncherWords words = new LauncherWords(List.of("java", "-Da=b", "Shop", "-Dc=d"));

    assertEquals(List.of("-Da=b"), words.options);
    assertEquals(List.of("-Dc=d"), words.arguments);
  }
}
