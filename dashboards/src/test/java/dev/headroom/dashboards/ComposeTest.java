package dev.headroom.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dashboards.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Without it {@code docker compose up} might not start, start other versions tomorrow, or let
 * others on the network in.
 */
final class ComposeTest {

  private static final Path ROOT = Path.of("..");

  private static JsonNode services;

  /** The file as Compose understands it. */
  @BeforeAll
  static void readServices() throws Exception {
    Tool.Result result =
        Tool.run(
            ROOT,
            "docker-compose",
            "--file",
            "docker-compose.yml",
            "--profile",
            "localstack",
            "config");
    assertThat(result.exitCode()).as(result.output()).isZero();
    Object content = new Yaml().load(result.output());
    services = new ObjectMapper().valueToTree(content).path("services");
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    services.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void services_all_arePinnedWatchedAndOpenToThisMachineAlone() {
    assertThat(names())
        .containsExactlyInAnyOrder(
            "endpoint", "dynamodb-local", "prometheus", "predictions", "grafana", "localstack");
    for (String name : names()) {
      JsonNode service = services.path(name);
      if (!service.has("build")) {
        assertThat(service.path("image").asText()).as(name).matches(".+:v?\\d+\\.\\d+\\.\\d+");
      }
      assertThat(service.path("healthcheck").path("test")).as(name).isNotEmpty();
      assertThat(service.path("ports"))
          .as(name)
          .allMatch(port -> port.asText().startsWith("127.0.0.1:"));
    }
    assertThat(services.path("localstack").path("profiles").path(0).asText())
        .isEqualTo("localstack");
  }

  @Test
  void volumes_ofFiles_areThere() {
    Set<String> mounted = new TreeSet<>();
    for (JsonNode service : services) {
      service.path("volumes").forEach(volume -> mounted.add(volume.asText()));
    }
    List<Path> files =
        mounted.stream()
            .filter(volume -> volume.startsWith("/"))
            .map(volume -> Path.of(volume.substring(0, volume.indexOf(':'))))
            .toList();
    assertThat(files).hasSize(4).allMatch(Files::exists);
  }

  @Test
  void targetsOfPrometheus_andSourcesOfGrafana_areServices() throws Exception {
    Set<String> known = new TreeSet<>(names());
    known.add("host.docker.internal");
    String text =
        Files.readString(Path.of("prometheus", "prometheus.yml"))
            + Files.readString(
                Path.of("grafana", "provisioning", "datasources", "prometheus.yaml"));
    assertThat(
            Pattern.compile("([a-z.-]+):\\d{4}")
                .matcher(text)
                .results()
                .map(match -> match.group(1)))
        .hasSize(4)
        .allMatch(known::contains);
  }

  @Test
  void image_ofTheApplication_leavesDynamoDbLocalOut() throws Exception {
    assertThat(Files.readString(ROOT.resolve("Dockerfile")))
        .contains("rm -r cli/target/unchecked/headroom/store")
        .contains("USER 10001");
  }
}
