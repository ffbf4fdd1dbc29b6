package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.Libraries;
import io.firstfin.library.Owner;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Site;
import io.firstfin.vocabulary.FindingId;
import java.util.List;
import java.util.Locale;

/**
 * Whether the stacks that ended connections belong to HTTP, the protocol with limits of requests.
 */
public enum HttpStacks {
  /** Most of the connections were ended by a library of HTTP. */
  HTTP,

  /** Most were ended by a library of another protocol. */
  OTHER,

  /** The stacks do not say it. */
  UNKNOWN;

  /** Libraries, and shaded copies of them, that carry any protocol. */
  private static final String[] NEUTRAL = {"io.netty.", "reactor.", "kotlinx.", "scala."};

  public static HttpStacks of(List<ClosingShare> shares, RuleInput input) {
    long http = 0;
    long other = 0;
    long all = 0;
    for (ClosingShare share : shares) {
      HttpStacks of = of(share, input);
      http += of == HTTP ? share.closes : 0;
      other += of == OTHER ? share.closes : 0;
      all += share.closes;
    }
    return http * 2 > all ? HTTP : other * 2 > all ? OTHER : UNKNOWN;
  }

  /** An event loop's stack says nothing; then that of the opening shows what the connection was. */
  private static HttpStacks of(ClosingShare share, RuleInput input) {
    HttpStacks ofClosing = ofStack(SiteFrames.of(share, input), input);
    Site site = input.picture.site(share.site);
    return ofClosing != UNKNOWN || site == null ? ofClosing : ofStack(site.openerFrames, input);
  }

  /** By the frames before the application's first one. */
  private static HttpStacks ofStack(List<String> frames, RuleInput input) {
    if (isOfWebSocket(frames, input)) {
      return OTHER;
    }
    if (!input.libraries.remedies(FindingId.REQUEST_CAP, frames).isEmpty()) {
      return HTTP;
    }
    HttpStacks found = UNKNOWN;
    for (String frame : frames) {
      Owner owner = input.libraries.packages().ownerOf(frame);
      if (owner == null || owner == Owner.APPLICATION) {
        break;
      }
      if (isOfHttp(frame)) {
        return HTTP;
      }
      if (owner != Owner.PLATFORM && !carriesAnyProtocol(frame)) {
        found = OTHER;
      }
    }
    return found;
  }

  /** It begins as HTTP, and then has messages and a goodbye of its own. */
  private static boolean isOfWebSocket(List<String> frames, RuleInput input) {
    for (String frame : frames) {
      if (input.libraries.isApplications(frame)) {
        return false;
      }
      if (Libraries.method(frame).toLowerCase(Locale.ROOT).contains("websocket")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfHttp(String frame) {
    return Libraries.method(frame).toLowerCase(Locale.ROOT).contains("http");
  }

  private static boolean carriesAnyProtocol(String frame) {
    for (String neutral : NEUTRAL) {
      if (frame.contains(neutral)) {
        return true;
      }
    }
    return false;
  }
}
