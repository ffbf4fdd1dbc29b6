package io.firstfin.report;

import static io.firstfin.bytes.AsciiBuffer.bytes;

import io.firstfin.bytes.AsciiBuffer;
import io.firstfin.picture.SettledClose;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A close as one line of JSON. What it has in common with the report has the report's keys. It is
 * written piece by piece into bytes, because a trace has thousands a second. One thread.
 */
public final class SettledCloseJson {
  private static final byte[] TIME = bytes("{\"time\": \"");
  private static final byte[] ROLE = bytes("Z\", \"role\": \"");
  private static final byte[] INITIATOR = bytes("\", \"initiator\": \"");
  private static final byte[] HOW = bytes("\", \"how\": \"");
  private static final byte[] RESET = bytes("\", \"reset\": ");
  private static final byte[] STATE = bytes(", \"state\": ");
  private static final byte[] REMOTE = bytes(", \"remote\": \"");
  private static final byte[] NAME = bytes("\", \"name\": \"");
  private static final byte[] LOCAL_PORT = bytes("\", \"localPort\": ");
  private static final byte[] AGE = bytes(", \"ageMillis\": ");
  private static final byte[] EXCHANGES = bytes(", \"exchanges\": ");
  private static final byte[] BYTES = bytes(", \"bytes\": ");
  private static final byte[] SAMPLED = bytes(", \"sampled\": ");
  private static final byte[] SITE = bytes(", \"site\": \"");
  private static final byte[] LINE = bytes("\", \"line\": \"");
  private static final byte[] VIA = bytes("\", \"via\": \"");
  private static final byte[] CLOSED_BY = bytes("\", \"closedBy\": \"");
  private static final byte[] END = bytes("\"}");
  private static final byte[] NULL = bytes("null");
  private static final byte[] TRUE = bytes("true");
  private static final byte[] FALSE = bytes("false");

  private final AsciiBuffer out;
  private final EscapedTexts texts = new EscapedTexts();

  /** The second of {@link #secondText}; closes come in bursts. */
  private long second = Long.MIN_VALUE;

  private byte[] secondText;

  /** Writes into {@code out}. */
  public SettledCloseJson(AsciiBuffer out) {
    this.out = out;
  }

  /** The close on one line, without a line feed. */
  static String line(SettledClose close) {
    AsciiBuffer line = new AsciiBuffer(512);
    new SettledCloseJson(line).append(close);
    return line.toString();
  }

  /** The closes as values for {@link JsonWriter}. */
  static List<JsonText> write(List<SettledClose> closes) {
    AsciiBuffer line = new AsciiBuffer(512);
    SettledCloseJson json = new SettledCloseJson(line);
    List<JsonText> texts = new ArrayList<>();
    for (SettledClose close : closes) {
      line.clear();
      json.append(close);
      texts.add(new JsonText(line.toString()));
    }
    return texts;
  }

  /** Appends the close, without a line feed. */
  public void append(SettledClose close) {
    out.append(TIME);
    time(close.timeMillis);
    out.append(ROLE).append(texts.of(close.role.label()));
    out.append(INITIATOR).append(texts.of(close.initiator.label()));
    out.append(HOW).append(texts.of(close.how.label()));
    out.append(RESET);
    orNull(HowJson.reset(close.how, close.initiator));
    out.append(STATE);
    orNull(close.leavesTimeWait() ? TcpState.TIME_WAIT.label() : null);
    out.append(REMOTE);
    remote(close);
    out.append(NAME).append(texts.of(close.name)).append(LOCAL_PORT);
    count(close.localPort);
    out.append(AGE);
    tenths(close.ageMillis);
    out.append(EXCHANGES);
    count(close.exchanges);
    out.append(BYTES);
    count(close.bytes);
    out.append(SAMPLED).append(close.sampled ? TRUE : FALSE);
    out.append(SITE).append(texts.of(close.site));
    out.append(LINE).append(texts.of(close.line));
    out.append(VIA).append(texts.of(close.via));
    out.append(CLOSED_BY).append(texts.of(close.closedBy)).append(END);
  }

  /** As {@link JsonFields#time}, without the Z. */
  private void time(long millis) {
    long its = Math.floorDiv(millis, 1_000L);
    if (its != second) {
      String text = Instant.ofEpochSecond(its).toString();
      secondText = bytes(text.substring(0, text.length() - 1));
      second = its;
    }
    out.append(secondText);
    int rest = (int) (millis - its * 1_000);
    if (rest > 0) {
      out.append('.').append((char) ('0' + rest / 100));
      out.append((char) ('0' + rest / 10 % 10)).append((char) ('0' + rest % 10));
    }
  }

  /** As {@link SettledClose#remote}. */
  private void remote(SettledClose close) {
    if (close.host.isEmpty()) {
      return;
    }
    boolean brackets = close.hasBrackets();
    if (brackets) {
      out.append('[');
    }
    out.append(texts.of(close.host));
    if (brackets) {
      out.append(']');
    }
    out.append(':').append(close.remotePort);
  }

  private void orNull(String text) {
    if (text == null) {
      out.append(NULL);
    } else {
      out.append('"').append(texts.of(text)).append('"');
    }
  }

  private void count(long count) {
    if (count < 0) {
      out.append(NULL);
    } else {
      out.append(count);
    }
  }

  /** A number that is rounded to tenths already. */
  private void tenths(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      out.append(NULL);
      return;
    }
    long tenths = Math.round(number * 10);
    out.append(tenths / 10).append('.').append(Math.abs(tenths % 10));
  }

  public static SettledClose read(String line) throws ReportFormatException {
    return read(JsonObject.root(JsonReader.read(line)));
  }

  static SettledClose read(JsonObject json) throws ReportFormatException {
    String remote = json.string("remote");
    int colon = Math.max(remote.lastIndexOf(':'), 0);
    return SettledClose.builder()
        .timeMillis(json.time("time"))
        .role(json.label("role", Role.values(), Role.UNKNOWN))
        .initiator(json.label("initiator", Initiator.values(), Initiator.UNKNOWN))
        .how(HowJson.read(json))
        .host(remote.substring(0, colon).replaceAll("[\\[\\]]", ""))
        .remotePort(port(remote.substring(colon)))
        .name(json.string("name"))
        .localPort(json.smallInteger("localPort"))
        .ageMillis(json.decimal("ageMillis"))
        .exchanges(json.smallInteger("exchanges"))
        .bytes(json.integer("bytes"))
        .sampled(json.flag("sampled"))
        .site(json.string("site"))
        .line(json.string("line"))
        .via(json.string("via"))
        .closedBy(json.string("closedBy"))
        .build();
  }

  private static int port(String text) throws ReportFormatException {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches(":\\d{1,5}")) {
      throw new ReportFormatException("not a close: remote should end with a port");
    }
    return Integer.parseInt(text.substring(1));
  }
}
