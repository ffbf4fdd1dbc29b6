package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page, as a browser shows it; pictures of it are kept in {@code target/page}. */
class PageIT {
  private static final int CONNECTIONS = 700;

  /** The table with which NumbersTest checks the numbers of the log and the report. */
  private static final Path NUMBERS =
      Path.of("../../agent/core/src/test/resources/io/firstfin/text/numbers.csv");

  private static final Path PICTURES = Path.of("target", "page");
  private static final String AGENT = "interval=500ms,warn.time-wait=200,http=";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  private final int port = Ports.block();
  private final int http = port + 1;
  private final String url = "http://127.0.0.1:" + http + "/";

  @Test
  void itShowsWhatSsShowsAndAsksNobodyElse() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      int kernel = SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port);
      assertEquals(CONNECTIONS, kernel);
      browser.await(cell("127.0.0.1:" + port, "TIME_WAIT") + " === '" + kernel + "'");
      assertTrue(browser.text("document.querySelector('.sites summary').innerText").contains(line));
      assertTrue(
          browser
              .text("document.querySelector('.sites .about').innerText")
              .contains("TIME_WAIT " + kernel));
      assertTrue(browser.text("document.querySelector('.finding').innerText").contains("Remedy"));
      assertTrue(
          browser.requests().stream()
              .allMatch(address -> address.startsWith(url) || address.equals("data:,")),
          () -> browser.requests().toString());
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void numbersAreShownAsTheLogAndTheReportShowThem() throws IOException {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("typeof count === 'function'");
      List<String> rows = Files.readAllLines(NUMBERS);
      for (String row : rows.subList(1, rows.size())) {
        // As many commas as columns, except in the text, which may have its own.
        String[] cells = row.split(",", 4);
        String call = cells[0] + '(' + cells[1] + (cells[2].isEmpty() ? "" : ',' + cells[2]) + ')';
        assertEquals(cells[3].replace("\"", ""), browser.text(call), call);
      }
    }
  }

  @Test
  void namesFromClassFilesAreShownAsText() {
    NetworkNamespace.assume();
    try (JvmProcess jvm =
            JvmProcess.on(Jdk.oldest())
                .agent(AGENT + http)
                .start("HostileNames", port, CONNECTIONS);
        Browser browser = open(jvm)) {
      browser.await("document.querySelectorAll('.sites > li').length > 0");
      String shown = browser.text("document.querySelector('.sites .code').innerText");
      assertTrue(shown.contains("<img src=x onerror=owned()>"), shown);
      assertTrue(shown.contains("</script><script>document.title='owned'</script>.java"), shown);
      assertTrue(browser.text("document.title").endsWith("FirstFIN " + jvm.pid()));
      assertEquals(0, browser.evaluate("document.querySelectorAll('img').length").asInt());
      assertEquals(1, browser.evaluate("document.querySelectorAll('script').length").asInt());
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void aRefreshKeepsWhatIsUnfoldedAndFocused() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("document.querySelectorAll('.sites > li').length > 0");
      browser.evaluate("document.querySelector('.sites summary').focus()");
      browser.press("Enter", "Enter", 13, "\r");
      browser.await("document.querySelector('.sites details').open");
      browser.size(1200, 400);
      browser.evaluate("window.scrollTo(0, 300)");
      browser.evaluate(
          "window.shown = 0; const told = show; show = (data) => { told(data); shown++; }; 0");
      browser.await("shown > 2");
      assertTrue(browser.evaluate("document.querySelector('.sites details').open").asBoolean());
      assertTrue(
          browser
              .evaluate("document.activeElement === document.querySelector('.sites summary')")
              .asBoolean());
      assertEquals(300, browser.evaluate("window.scrollY").asInt());
      assertTrue(
          browser
              .evaluate("document.querySelector('.frames .accused').innerText")
              .asText()
              .startsWith("com.example.workload.CloseFirst.closeClients"));
    }
  }

  @Test
  void aServiceThatIsGoneIsSaidToBe() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("document.querySelectorAll('.sites > li').length > 0");
      assertTrue(browser.evaluate("document.getElementById('gone').hidden").asBoolean());
      jvm.close();
      browser.await("!document.getElementById('gone').hidden");
      assertTrue(
          browser
              .text("document.getElementById('gone').innerText")
              .startsWith("The service does not answer. What is shown here is from "));
    }
  }

  @Test
  void itFitsAPhoneAndTheDark() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("document.querySelectorAll('.sites > li').length > 0");
      browser.evaluate("document.querySelector('.sites details').open = true");
      browser.colorScheme("light");
      browser.screenshot(PICTURES.resolve("light.png"));
      String light = background(browser);
      browser.colorScheme("dark");
      browser.screenshot(PICTURES.resolve("dark.png"));
      assertTrue(!light.equals(background(browser)), light);
      browser.size(320, 640);
      browser.await("document.documentElement.scrollWidth <= 320");
      browser.colorScheme("light");
      browser.screenshot(PICTURES.resolve("phone.png"));
    }
  }

  @Test
  void longPeersFitEveryWidth() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("document.querySelectorAll('.sites > li').length > 0");
      browser.evaluate(
          "const told = show; show = (data) => { withLongPeers(data.report); told(data); };"
              + "function withLongPeers(report) {"
              + "  const peer = '[2001:db8:1111:2222:3333:4444:5555:6666]:54321';"
              + "  for (const one of [...report.destinations, ...report.closeWait]) {"
              + "    one.remote = peer;"
              + "  }"
              + "  for (const one of report.findings) {"
              + "    one.subject = peer;"
              + "  }"
              + "  report.connectFailures = [{ remote: peer, reason: 'address_unavailable',"
              + "    count: 1, line: 'com.example.Some.longMethodNameOfThat(Some.java:1)' }];"
              + "  for (const one of [...report.sites, ...report.lastCloses]) {"
              + "    one.via = 'sun.net.www.protocol.http.HttpURLConnection.disconnectTheWhole';"
              + "    one.name = 'a-name-without-a-place-to-break.of.a.service.in.kubernetes';"
              + "    one.remote = peer;"
              + "  }"
              + "} 0");
      browser.await(
          "document.querySelector('.peer').innerText.startsWith('[2001:')"
              + " && document.getElementById('failures') !== null");
      for (int width : new int[] {320, 390, 705, 768, 900, 1280}) {
        browser.size(width, 844);
        assertEquals(
            width,
            browser
                .evaluate(
                    "Math.max(document.documentElement.clientWidth,"
                        + " document.documentElement.scrollWidth)")
                .asInt());
      }
    }
  }

  @Test
  void theLastClosesAreThoseOfTheReportAndSayWhoWasFirst() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("document.querySelectorAll('.last > li').length === 10");
      // The server's ends, which follow the clients'.
      browser.await(
          "fetch('page.json').then(answer => answer.json()).then(data => {"
              + "  const last = data.report.lastCloses[0];"
              + "  const shown = document.querySelector('.last > li').textContent;"
              + "  return ['First FIN: remote', 'server, port "
              + port
              + "', last.remote, last.line].every(part => shown.includes(part));"
              + "})");
      assertEquals(
          10, browser.evaluate("document.querySelectorAll('.last time[datetime]').length").asInt());
    }
  }

  @Test
  void namesOpenersAndFindingsThatEndedAreShown() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("document.querySelector('.finding.warning') !== null");
      assertEquals(0, browser.evaluate("document.querySelectorAll('#ended').length").asInt());
      browser.evaluate(
          "const told = show; show = (data) => { changed(data.report); told(data); };"
              + "function changed(report) {"
              + "  report.destinations[0].name = 'redis.shop';"
              + "  report.sites[0].closedBy = 'the garbage collector';"
              + "  report.sites[0].openerFrames = ['com.example.Opener.open(Opener.java:7)'];"
              + "  report.ended = [{ ...report.findings[0], awaySeconds: 73.2,"
              + "    sinceSeconds: 60, peak: 24310, unit: 'sockets in TIME_WAIT' }];"
              + "} 0");
      browser.await("document.getElementById('ended') !== null");
      assertTrue(
          browser
              .text("document.querySelector('.past li').innerText")
              .endsWith(
                  ": ended 1 min 13 s ago; it was active for 1 min, at its peak 24,310 sockets in"
                      + " TIME_WAIT."));
      assertTrue(
          browser.text("document.querySelector('.peer').innerText").startsWith("redis.shop"));
      assertTrue(
          browser
              .text("document.querySelector('.sites .about').innerText")
              .contains("opened there, closed by the garbage collector"));
      browser.evaluate("document.querySelector('.sites details').open = true");
      String stacks = browser.text("document.querySelector('.sites details').innerText");
      int opened = stacks.indexOf("com.example.Opener.open(Opener.java:7)");
      assertTrue(opened > stacks.indexOf("Opened at"), stacks);
      assertTrue(opened < stacks.indexOf("Closed at"), stacks);
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void aPhoneShowsTheFirstFindingBeforeItIsScrolled() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.size(390, 844);
      browser.await("document.querySelector('.finding') !== null");
      int summaryEnds =
          browser
              .evaluate(
                  "Math.ceil(document.querySelector('.finding p').getBoundingClientRect().bottom)")
              .asInt();
      assertTrue(summaryEnds <= 844, () -> "the summary ends at " + summaryEnds);
    }
  }

  @Test
  void aFindingHasTheIdThatAlertsNameAndWhereToReadOfIt() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("document.querySelector('.finding.warning') !== null");
      String found = browser.text("document.querySelector('.finding.warning').innerText");
      String id =
          Cli.report(Jdk.oldest(), jvm).findings("warning").findFirst().get().path("id").asText();
      assertTrue(found.contains(" \u00b7 " + id + "\n"), found);
      assertTrue(found.contains("explain " + id), found);
    }
  }

  @Test
  void everyFigureHasAText() {
    try (JvmProcess jvm = closeFirst();
        Browser browser = open(jvm)) {
      browser.await("document.querySelectorAll('.sites > li').length > 0");
      assertEquals(
          0,
          browser
              .evaluate(
                  "[...document.querySelectorAll('svg')].filter(svg =>"
                      + " !svg.getAttribute('aria-label') &&"
                      + " !svg.getAttribute('aria-hidden')).length")
              .asInt());
      assertTrue(
          browser
              .text("document.querySelector('svg[role=img]').getAttribute('aria-label')")
              .matches("TIME_WAIT in the network namespace over the last \\d+ minutes?: now .+"));
      assertEquals(
          0, browser.evaluate("document.querySelectorAll('th:not([scope])').length").asInt());
    }
  }

  private JvmProcess closeFirst() {
    NetworkNamespace.assume();
    return JvmProcess.on(Jdk.oldest())
        .agent(AGENT + http)
        .start("CloseFirst", port, CONNECTIONS, "go");
  }

  private Browser open(JvmProcess jvm) {
    jvm.awaitOut("done");
    // A browser that finds no server yet does not ask again.
    Scrape.of(jvm, http);
    Browser browser = Browser.beside(jvm, profile);
    try {
      browser.size(1200, 1600);
      browser.open(url);
      return browser;
    } catch (AssertionError e) {
      browser.close();
      throw e;
    }
  }

  private static String background(Browser browser) {
    return browser.text("getComputedStyle(document.body).backgroundColor");
  }

  /** An expression: the text of a destination's cell. */
  private static String cell(String peer, String column) {
    return "[...document.querySelectorAll('tr')].filter(row => row.innerText.startsWith('"
        + peer
        + "')).map(row => row.querySelector('[data-label="
        + column
        + "]').innerText).join()";
  }
}
