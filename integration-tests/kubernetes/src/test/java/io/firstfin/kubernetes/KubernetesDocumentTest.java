package io.firstfin.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader can apply the manifests of docs/kubernetes.md as they stand. */
class KubernetesDocumentTest {
  private static final Path ROOT = Path.of("../..");
  private static final String AGENT = "-javaagent:";

  private Manifests manifests;

  @BeforeEach
  void read() throws IOException {
    manifests = Manifests.of(ROOT.resolve("docs/kubernetes.md"));
  }

  @Test
  void eachIsOfItsKind() {
    assertEquals(6, manifests.all().size());
    assertEquals(3, manifests.pods().size());
    assertEquals(1, manifests.of(PodMonitor.class).size());
    assertEquals(1, manifests.of(Manifests.Instrumentation.class).size());
    assertEquals(1, manifests.of(Container.class).size());
  }

  @Test
  void aKeyThatTheKindDoesNotHaveIsAnError() {
    String pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    imagee: b\n";
    assertThrows(UnrecognizedPropertyException.class, () -> Manifests.read(pod));
    assertThrows(IOException.class, () -> Manifests.read("apiVersion: v1\nkind: Podd\n"));
    assertThrows(IOException.class, () -> Manifests.read("apiVersion: v1\nkind: Pod\nkind: Pod\n"));
  }

  /** The image's cp writes the file that the JVM then loads, through one volume. */
  @Test
  void theJvmLoadsWhatTheInitContainerCopies() {
    for (PodSpec pod : manifests.pods()) {
      Container init = pod.getInitContainers().get(0);
      List<String> command = init.getCommand();
      assertEquals(List.of("cp", "/javaagent.jar"), command.subList(0, 2));
      Container service = pod.getContainers().get(0);
      String options = environment(service, "JAVA_TOOL_OPTIONS");
      assertTrue(options.startsWith(AGENT), options);
      assertEquals(
          inVolume(init, command.get(2)), inVolume(service, options.substring(AGENT.length())));
    }
  }

  @Test
  void eachVolumeThatIsMountedIsThere() {
    for (PodSpec pod : manifests.pods()) {
      Set<String> volumes =
          pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
      Set<String> mounted =
          containers(pod)
              .flatMap(container -> container.getVolumeMounts().stream())
              .map(VolumeMount::getName)
              .collect(Collectors.toSet());
      assertEquals(volumes, mounted);
    }
  }

  @Test
  void theMonitorFindsThePort() {
    Deployment deployment = manifests.of(Deployment.class).get(0);
    PodMonitor monitor = manifests.of(PodMonitor.class).get(0);
    PodMetricsEndpoint endpoint = monitor.getSpec().getPodMetricsEndpoints().get(0);
    assertEquals(
        monitor.getSpec().getSelector().getMatchLabels(),
        deployment.getSpec().getTemplate().getMetadata().getLabels());
    Container service = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    ContainerPort port =
        service.getPorts().stream()
            .filter(each -> each.getName().equals(endpoint.getPort()))
            .findFirst()
            .orElseThrow();
    assertEquals("0.0.0.0:" + port.getContainerPort(), environment(service, "FIRSTFIN_HTTP"));
    assertEquals("/metrics", endpoint.getPath());
  }

  /** What the level "restricted" of Kubernetes' Pod Security Standards asks. */
  @Test
  void theRestrictedPodIsRestricted() {
    PodSpec pod =
        manifests.pods().stream()
            .filter(each -> each.getSecurityContext() != null)
            .findFirst()
            .orElseThrow();
    assertEquals(true, pod.getSecurityContext().getRunAsNonRoot());
    assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
    containers(pod)
        .map(Container::getSecurityContext)
        .forEach(KubernetesDocumentTest::assertRestricted);
    SecurityContext debug = manifests.of(Container.class).get(0).getSecurityContext();
    assertRestricted(debug);
    assertEquals(true, debug.getRunAsNonRoot());
    assertEquals("RuntimeDefault", debug.getSeccompProfile().getType());
    assertEquals(pod.getSecurityContext().getRunAsUser(), debug.getRunAsUser());
  }

  /** The README's table has each of them. */
  @Test
  void eachVariableIsAnOption() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<EnvVar> variables = new ArrayList<>();
    for (PodSpec pod : manifests.pods()) {
      containers(pod).forEach(container -> variables.addAll(container.getEnv()));
    }
    for (Manifests.Instrumentation each : manifests.of(Manifests.Instrumentation.class)) {
      variables.addAll(each.spec().java().env());
    }
    Set<String> unknown = new TreeSet<>();
    for (EnvVar variable : variables) {
      String name = variable.getName();
      String key = name.replaceFirst("^FIRSTFIN_", "").toLowerCase(Locale.ROOT).replace('_', '.');
      if (!name.equals("JAVA_TOOL_OPTIONS") && !readme.contains("| `" + key + "` |")) {
        unknown.add(name);
      }
    }
    assertEquals(Set.of(), unknown);
  }

  private static void assertRestricted(SecurityContext context) {
    assertEquals(false, context.getAllowPrivilegeEscalation());
    assertEquals(List.of("ALL"), context.getCapabilities().getDrop());
  }

  private static Stream<Container> containers(PodSpec pod) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
  }

  private static String environment(Container container, String name) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** The volume's name and the path in it. */
  private static String inVolume(Container container, String path) {
    VolumeMount mount =
        container.getVolumeMounts().stream()
            .filter(each -> path.startsWith(each.getMountPath() + "/"))
            .findFirst()
            .orElseThrow();
    return mount.getName() + path.substring(mount.getMountPath().length());
  }
}
