package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Rule;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The list of all rules. Findings are shown by group, and within a group in this order. */
public final class Rules {
  public static final List<Rule> ALL =
      Collections.unmodifiableList(
          Arrays.<Rule>asList(
              new PortExhaustion(),
              new LocalBindExhaustion(),
              new TimeWaitTableFull(),
              new StaleReuse(),
              new ServerIdleRace(),
              new SilentMiddlebox(),
              new ConnectTimeouts(),
              new AcceptQueueOverflow(),
              new DescriptorExhaustion(),
              new CloseWaitLeak(),
              new CloseWaitPooled(),
              new ServerStuck(),
              new OpenLeak(),
              new NeverConnectedLeak(),
              new FinWait2Pile(),
              new ClientPerCall(),
              new PoolChurn(),
              new RequestCap(),
              new ClosePerRequest(),
              new ServerClosesEach(),
              new TimeWaitServerSide(),
              new AbortiveClose(),
              new IdleClose(),
              new Probe(),
              new NotThisJvm()));

  private Rules() {}
}
