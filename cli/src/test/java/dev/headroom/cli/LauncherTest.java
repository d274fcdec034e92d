package dev.headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the launcher script in a checkout made of stand-ins: a Maven that only notes that it was
 * called, and a Java that only prints its arguments. Without this test a broken launcher would
 * first be seen by a user, on a machine unlike ours.
 */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {

  private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

  @TempDir private Path folder;

  private Path checkout;
  private Path jdk;
  private Path source;

  @BeforeEach
  void makeCheckout() throws IOException {
    // A blank in the path, because that is what breaks shell scripts.
    checkout = folder.toRealPath().resolve("a checkout");
    source = checkout.resolve("cli/src/main/java/Source.java");
    write(source, "");
    write(checkout.resolve("cli/pom.xml"), "");
    write(checkout.resolve("pom.xml"), "");
    try (var files = Files.walk(checkout)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
      }
    }
    Files.copy(Path.of("..", "headroom"), checkout.resolve("headroom"));
    jdk = makeJdk("21.0.4");
    script(
        folder.resolve("bin/mvn"),
        """
        echo called >>"%1$s/builds"
        [ -z "$BUILD_SECONDS" ] || sleep "$BUILD_SECONDS"
        [ -z "$BUILD_ERROR" ] || { echo '[INFO] chatter'; echo "[ERROR] $BUILD_ERROR"; exit 1; }
        mkdir -p "%2$s/cli/target/unchecked/headroom/lib"
        touch "%2$s/cli/target/unchecked/headroom/lib/headroom-cli-7.jar"
        touch "%2$s/cli/target/unchecked/headroom/lib/picocli-4.jar"
        """
            .formatted(folder, checkout));
  }

  @Test
  void launch_withoutApplication_buildsOnceAndPassesArgumentsOn() throws Exception {
    Result first = launch(Map.of(), "tables", "my orders.yaml");
    Result second = launch(Map.of(), "tables", "other.yaml");

    assertThat(first.err()).isEqualTo("headroom: building the application\n");
    assertThat(first.out())
        .endsWith("/lib/headroom-cli-7.jar|dev.headroom.cli.Headroom|tables|my orders.yaml|\n");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("|other.yaml|\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void launch_afterJavaFailed_endsWithItsExitCode() throws Exception {
    assertThat(launch(Map.of("JAVA_EXIT_CODE", "3"), "check").exitCode()).isEqualTo(3);
  }

  @Test
  void launch_afterSourceChanged_buildsAgain() throws Exception {
    launch(Map.of());
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    launch(Map.of());

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void launch_afterSourceDeleted_buildsAgain() throws Exception {
    launch(Map.of());
    Files.delete(source);
    Files.setLastModifiedTime(
        source.resolveSibling("."), FileTime.from(Instant.now().plusSeconds(5)));
    launch(Map.of());

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void launch_ofMavensOwnFreshBuild_buildsNothing() throws Exception {
    write(checkout.resolve("cli/target/headroom/lib/headroom-cli-8.jar"), "");
    write(checkout.resolve("cli/target/headroom/stamp"), "");

    assertThat(launch(Map.of()).out()).contains("headroom-cli-8.jar");
    assertThat(checkout.resolve("../builds")).doesNotExist();
  }

  @Test
  void launch_failingBuild_showsErrorsAndEndsWithTwo() throws Exception {
    Result result = launch(Map.of("BUILD_ERROR", "no such class"));

    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("[ERROR] no such class", "its whole log is " + checkout)
        .doesNotContain("chatter");
  }

  @Test
  void launch_throughSymbolicLink_findsItsCheckout() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("hr"), Path.of("a checkout", "headroom"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("bin/hr"), link);
    Process process = start(Map.of(), linkToLink.toString(), "--version");

    assertThat(await(process).out()).contains(checkout.toString(), "|--version|");
  }

  @Test
  void launch_twiceAtOnce_buildsOnce() throws Exception {
    String launcher = checkout.resolve("headroom").toString();
    Process one = start(Map.of("BUILD_SECONDS", "1"), launcher, "one");
    Process two = start(Map.of("BUILD_SECONDS", "1"), launcher, "two");

    assertThat(await(one).out()).endsWith("|one|\n");
    assertThat(await(two).out()).endsWith("|two|\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void launch_besideLockOfDeadProcess_takesItOver() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = checkout.resolve("target/headroom-build.lock");
    Files.createDirectories(lock.resolveSibling("."));
    Files.createSymbolicLink(lock, Path.of(Long.toString(dead.pid())));

    assertThat(launch(Map.of()).exitCode()).isZero();
    assertThat(builds()).isEqualTo(1);
    assertThat(Files.isSymbolicLink(lock)).isFalse();
  }

  @Test
  void launch_onNamedJdkThatIsTooOld_saysSo() throws Exception {
    Path old = makeJdk("17.0.9");
    Result result = launch(Map.of("HEADROOM_JAVA_HOME", old.toString()));

    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.err())
        .isEqualTo(
            "headroom: HEADROOM_JAVA_HOME is %s, which is not a JDK 21 or newer.\n".formatted(old));
  }

  @Test
  void launch_serve_hasTheEmbeddedStoreToo() throws Exception {
    assertThat(launch(Map.of(), "serve").out())
        .contains("/lib/headroom-cli-7.jar:" + checkout)
        .contains("/store/*|dev.headroom.cli.Headroom|serve|");
  }

  @Test
  void launch_withOldJavaHome_takesNewerJavaOnPath() throws Exception {
    Path old = makeJdk("11.0.2");
    Path newer = makeJdk("23");
    String path = newer.resolve("bin") + ":" + folder.resolve("bin") + ":/usr/bin:/bin";
    Result result =
        launch(Map.of("HEADROOM_JAVA_HOME", "", "JAVA_HOME", old.toString(), "PATH", path));

    assertThat(result.out()).startsWith(newer + "|");
  }

  @Test
  void launch_withJvmOptions_putsThemBeforeTheClasses() throws Exception {
    Result result = launch(Map.of("HEADROOM_OPTS", "-Xmx300m -XX:+UseParallelGC"), "check");

    assertThat(result.out())
        .contains("|-Xmx300m|-XX:+UseParallelGC|-cp|")
        .doesNotContain("UseSerialGC");
  }

  @Test
  void launch_ofPredictions_getsReadyOncePerBuild() throws Exception {
    Result first = launch(Map.of(), "check", "one.yaml");
    Result second = launch(Map.of(), "check", "two.yaml");
    Path archive = checkout.resolve("cli/target/unchecked/headroom/headroom-21.jsa");

    assertThat(first.err()).endsWith("headroom: getting ready for fast starts\n");
    assertThat(first.out()).endsWith("|check|one.yaml|\n").doesNotContain("comfortable");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("|-XX:SharedArchiveFile=" + archive + "|");
    assertThat(archive).isEmptyFile();

    Path jar = archive.resolveSibling("lib/headroom-cli-7.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(launch(Map.of(), "check").err()).contains("getting ready");

    Files.setLastModifiedTime(jar, FileTime.from(LONG_AGO));
    assertThat(launch(Map.of(), "check").err()).isEmpty();
    Path launcher = checkout.resolve("headroom");
    Files.setLastModifiedTime(launcher, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(launch(Map.of(), "check").err()).contains("getting ready");
  }

  @Test
  void launch_withAJvmThatLearns_keepsWhatItLearned() throws Exception {
    jdk = makeJdk("25.0.1");
    script(
        jdk.resolve("bin/java"),
        """
        for option; do
          case $option in -XX:AOTCacheOutput=*) echo learned >"${option#*=}" ;; esac
        done
        printf '%s|' "$@"
        """);
    launch(Map.of(), "check", "one.yaml");
    Path archive = checkout.resolve("cli/target/unchecked/headroom/headroom-25.aot");

    assertThat(archive).content().isEqualTo("learned\n");
    assertThat(launch(Map.of(), "tables").out()).startsWith("-XX:AOTCache=" + archive + "|");
  }

  /** What was learned is to compile fast, which an endpoint that serves for hours does not want. */
  @Test
  void launch_serve_takesNothingOfWhatWasLearned() throws Exception {
    jdk = makeJdk("25.0.1");

    assertThat(launch(Map.of(), "serve").out())
        .contains("|-cp|")
        .doesNotContain("AOTCache", "FreqInlineSize");
  }

  private Path makeJdk(String version) throws IOException {
    Path home = folder.toRealPath().resolve("jdk-" + version);
    write(home.resolve("release"), "IMPLEMENTOR=\"X=Y\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), "");
    script(
        home.resolve("bin/java"),
        """
        printf '%%s|' '%s' "$@"
        echo
        exit "${JAVA_EXIT_CODE:-0}"
        """
            .formatted(home));
    return home;
  }

  private Result launch(Map<String, String> environment, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(checkout.resolve("headroom").toString());
    command.addAll(List.of(arguments));
    return await(start(environment, command.toArray(String[]::new)));
  }

  private Process start(Map<String, String> environment, String... command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("HEADROOM_JAVA_HOME", jdk.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Result await(Process process) throws Exception {
    // The stand-ins print less than a pipe holds, so they end before anybody reads.
    assertThat(process.waitFor(30, SECONDS)).isTrue();
    return new Result(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  private long builds() throws IOException {
    try (var lines = Files.lines(folder.resolve("builds"))) {
      return lines.count();
    }
  }

  private static void script(Path file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private record Result(int exitCode, String out, String err) {}
}
