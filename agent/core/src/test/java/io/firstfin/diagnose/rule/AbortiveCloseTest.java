package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.RuleCases;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class AbortiveCloseTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a hundred resets, a tenth of what this JVM ended first",
            picture()
                .closes(Role.CLIENT, Initiator.LOCAL, How.RST, 100)
                .closes(Role.CLIENT, Initiator.LOCAL, How.FIN, 900),
            "info abortive-close process"),
        row(
            "resets as a client and as a server are one sum",
            picture()
                .closes(Role.CLIENT, Initiator.LOCAL, How.RST, 50)
                .closes(Role.SERVER, Initiator.LOCAL, How.RST, 50),
            "info abortive-close process"),
        row("fewer resets", picture().closes(Role.CLIENT, Initiator.LOCAL, How.RST, 99)),
        row(
            "less than a tenth is reset",
            picture()
                .closes(Role.CLIENT, Initiator.LOCAL, How.RST, 100)
                .closes(Role.CLIENT, Initiator.LOCAL, How.FIN, 901)),
        row("the peer resets", picture().closes(Role.CLIENT, Initiator.REMOTE, How.RST, 9000)),
        row(
            "which side resets is not known",
            picture().closes(Role.CLIENT, Initiator.UNKNOWN, How.RST, 9000)));
  }
}
