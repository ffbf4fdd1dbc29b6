package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the parts of one finding; what is not known stays out of the evidence. */
final class FindingBuilder {
  /** Said with every finding about TIME_WAIT, for it is the advice found most often. */
  static final String NOT_FIN_TIMEOUT =
      "net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT)";

  /** One word for it: a finding that counts the same on the same subject goes on with its story. */
  static final String SOCKETS_IN_TIME_WAIT = "sockets in TIME_WAIT";

  private final String id;
  private final Severity severity;
  private final String subject;
  private String topic;
  private String summary = "";
  private String cause = "";
  private long count = -1;
  private String unit = "";
  private final List<String> details = new ArrayList<>();
  private final Map<String, Object> evidence = new LinkedHashMap<>();
  private final Set<String> remedy = new LinkedHashSet<>();
  private final List<String> notRemedy = new ArrayList<>();

  FindingBuilder(String id, Severity severity, String subject) {
    this.id = id;
    this.topic = id;
    this.severity = severity;
    this.subject = subject;
  }

  FindingBuilder topic(String word) {
    topic = word;
    return this;
  }

  FindingBuilder summary(String sentence) {
    summary = sentence;
    return this;
  }

  /** What the summary counts, for the peak: {@code sockets in TIME_WAIT}. */
  FindingBuilder counting(long number, String ofWhat) {
    count = number;
    unit = ofWhat;
    return this;
  }

  FindingBuilder detail(String line) {
    details.add(line);
    return this;
  }

  FindingBuilder details(List<String> lines) {
    details.addAll(lines);
    return this;
  }

  FindingBuilder cause(String sentence) {
    cause = sentence;
    return this;
  }

  /** A count, unless it is negative: unknown. */
  FindingBuilder evidence(String name, long count) {
    if (count >= 0) {
      evidence.put(name, count);
    }
    return this;
  }

  /** A number, unless it is NaN or infinite: unknown. */
  FindingBuilder evidence(String name, double number) {
    if (!Double.isNaN(number) && !Double.isInfinite(number)) {
      evidence.put(name, Math.round(number * 10) / 10.0);
    }
    return this;
  }

  FindingBuilder evidence(String name, String text) {
    evidence.put(name, text);
    return this;
  }

  /** A sentence that is there already is not said twice. */
  FindingBuilder remedy(String sentence) {
    remedy.add(sentence);
    return this;
  }

  FindingBuilder remedies(Collection<String> sentences) {
    remedy.addAll(sentences);
    return this;
  }

  FindingBuilder notRemedy(String sentence) {
    notRemedy.add(sentence);
    return this;
  }

  Finding build() {
    return new Finding(
            id,
            topic,
            severity,
            subject,
            summary,
            new ArrayList<>(details),
            cause,
            Collections.unmodifiableMap(new LinkedHashMap<>(evidence)),
            new ArrayList<>(remedy),
            new ArrayList<>(notRemedy))
        .counting(count, unit);
  }
}
