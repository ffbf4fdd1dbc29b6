package io.firstfin.command;

import io.firstfin.node.SocketGroup;
import io.firstfin.report.DescriptorsJson;
import io.firstfin.report.JsonFields;
import io.firstfin.report.JsonWriter;
import io.firstfin.report.ReportJson;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All JVMs of a host as JSON, in the terms of {@link ReportJson}: an array with an object for each
 * network namespace, which has an array of its JVMs.
 */
final class NodeJson {
  /** Namespaces, their keys, JVMs, and the keys of a JVM each have a line. */
  private static final int BROKEN_LEVELS = 4;

  private NodeJson() {}

  static String write(Node node) {
    List<Object> all = JsonFields.list(node.namespaces, NodeJson::namespace);
    if (!node.hidden.isEmpty()) {
      all.add(
          new JsonFields()
              .put("networkNamespace", null)
              .list("jvms", node.hidden, NodeJson::jvm)
              .object());
    }
    return JsonWriter.write(all, BROKEN_LEVELS);
  }

  private static Object namespace(NodeNamespace namespace) {
    boolean known = namespace.timeWait >= 0;
    return new JsonFields()
        .count("networkNamespace", Long.parseLong(namespace.id))
        .put("problem", namespace.problem)
        .put(
            "timeWait",
            new JsonFields()
                .count("total", namespace.timeWait)
                .count(
                    "watchedJvms", known ? namespace.timeWait - namespace.timeWaitOfOthers() : -1)
                .count("others", namespace.timeWaitOfOthers())
                .object())
        .list("destinations", new ArrayList<>(namespace.rest.entrySet()), NodeJson::destination)
        .list("jvms", namespace.jvms, NodeJson::jvm)
        .object();
  }

  private static Object destination(Map.Entry<SocketGroup, Integer> rest) {
    SocketGroup group = rest.getKey();
    return new JsonFields()
        .label("role", group.listeningPort == 0 ? Role.CLIENT : Role.SERVER)
        .put("remote", group.remote)
        .count("listeningPort", group.listeningPort)
        .count("timeWait", rest.getValue())
        .object();
  }

  private static Object jvm(NodeJvm jvm) {
    Map<TcpState, Integer> states = new LinkedHashMap<TcpState, Integer>();
    if (jvm.timeWait() >= 0) {
      states.put(TcpState.TIME_WAIT, jvm.timeWait());
    }
    if (jvm.closeWait >= 0) {
      states.put(TcpState.CLOSE_WAIT, jvm.closeWait);
    }
    return new JsonFields()
        .count("pid", Long.parseLong(jvm.host.pid))
        .put("name", jvm.host.name)
        .put("main", jvm.host.main)
        .put("watched", jvm.isWatched())
        .put("silence", jvm.isSilent() ? jvm.answer.silence : null)
        .put("refusal", jvm.refusal)
        .byLabel("statesOfThisJvm", states)
        .put("descriptors", DescriptorsJson.write(jvm.descriptors))
        .put("report", jvm.report() == null ? null : ReportJson.object(jvm.report()))
        .object();
  }
}
