package io.firstfin.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifests in a document, each as the type that its kind has in Kubernetes. A key that the
 * type does not have is an error, and so is a key that stands twice.
 */
record Manifests(List<Object> all) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

  /** A part of a container, for {@code kubectl debug --custom}, has no kind. */
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "apps/v1 Deployment", Deployment.class,
          "v1 Pod", Pod.class,
          "monitoring.coreos.com/v1 PodMonitor", PodMonitor.class,
          "opentelemetry.io/v1alpha1 Instrumentation", Instrumentation.class,
          " ", Container.class);

  /** What the OpenTelemetry Operator's type has, as far as it is used here (its apis/v1alpha1). */
  record Instrumentation(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
    record Spec(Java java) {}

    record Java(String image, List<EnvVar> env) {}
  }

  static Manifests of(Path document) throws IOException {
    List<Object> all = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(document));
    while (block.find()) {
      all.add(read(block.group(1)));
    }
    return new Manifests(List.copyOf(all));
  }

  static Object read(String yaml) throws IOException {
    ObjectMapper mapper = strict();
    JsonNode tree = mapper.readTree(yaml);
    String kind = tree.path("apiVersion").asText() + " " + tree.path("kind").asText();
    Class<?> type = TYPES.get(kind);
    if (type == null) {
      throw new IOException("no type for " + kind);
    }
    return mapper.readValue(yaml, type);
  }

  List<PodSpec> pods() {
    List<PodSpec> pods = new ArrayList<>();
    for (Object manifest : all) {
      if (manifest instanceof Pod pod) {
        pods.add(pod.getSpec());
      } else if (manifest instanceof Deployment deployment) {
        pods.add(deployment.getSpec().getTemplate().getSpec());
      }
    }
    return pods;
  }

  <T> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static ObjectMapper strict() {
    return new YAMLMapper()
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .setAnnotationIntrospector(
            new JacksonAnnotationIntrospector() {
              /** Else the model would keep a key that it does not know. */
              @Override
              public Boolean hasAnySetter(Annotated a) {
                return false;
              }
            });
  }
}
