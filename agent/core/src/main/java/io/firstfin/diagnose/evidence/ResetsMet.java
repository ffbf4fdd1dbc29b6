package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.Libraries;
import io.firstfin.library.StackKind;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Destination;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decides by the closing stacks what met a reset: a call, or a pool that checked the connection.
 */
public final class ResetsMet {
  /**
   * Is in the names of methods that check a connection before it is used: isStale, validateObject,
   * borrowObject. Not in release or invalidate, which follow a call that failed.
   */
  private static final Pattern CHECK =
      Pattern.compile(
          "stale|(?<!in)valid|borrow|(?<!re)lease|evict|expire|alive|checkout",
          Pattern.CASE_INSENSITIVE);

  private ResetsMet() {}

  /** Whether most of a destination's connections that were reset were closed by a call. */
  public static boolean areMetByCalls(Destination destination, RuleInput input) {
    long byCalls = 0;
    long all = 0;
    for (ClosingShare share : destination.closingSites) {
      if (share.initiator == Initiator.REMOTE && share.how == How.RST) {
        all += share.closes;
        byCalls += isCall(SiteFrames.of(share, input), input) ? share.closes : 0;
      }
    }
    return all > 0 && byCalls * 2 > all;
  }

  /** An event loop, a timer or a pool's thread has no frame of the application in its stack. */
  private static boolean isCall(List<String> frames, RuleInput input) {
    if (input.libraries.shows(frames, StackKind.POOL_CLOSES, StackKind.POOL_EMPTIED)) {
      return false;
    }
    for (String frame : frames) {
      if (input.libraries.isApplications(frame)) {
        return true;
      }
      if (isCheck(frame)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isCheck(String frame) {
    String method = Libraries.method(frame);
    return CHECK.matcher(method.substring(method.lastIndexOf('.') + 1)).find();
  }
}
