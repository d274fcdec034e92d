package dev.headroom.cli;

import static dev.headroom.cli.CommandRun.example;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first scenario that does not find its table, or replaces a person's work, is a bad start. */
final class InitCommandTest {

  private static final Path ORDERS = example("tables/orders-kubevela.yaml");

  @TempDir private Path folder;

  @Test
  void init_withoutFile_printsTheScenario() {
    CommandRun run = CommandRun.of("init", "--table", ORDERS);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("apiVersion: headroom/v1", "tableName: orders");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void init_overExistingFile_leavesItAsItIs() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.yaml"), "mine\n");
    CommandRun run = CommandRun.of("init", "--table", ORDERS, "-o", mine);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).isEqualTo("error: " + mine + ": exists already and is left as it is\n");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void init_intoMissingFolder_saysSo() {
    CommandRun run = CommandRun.of("init", "--table", ORDERS, "-o", folder.resolve("no/s.yaml"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("cannot be written: its folder does not exist");
  }

  @Test
  void init_intoFolderBehindALink_findsTheTable() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b/c"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), deep);
    Path table = Files.copy(ORDERS, folder.resolve("orders.yaml"));
    Path scenario = link.resolve("s.yaml");
    Path relative = Path.of("").toAbsolutePath().relativize(table.toRealPath());

    assertThat(CommandRun.of("init", "--table", relative, "-o", scenario).exitCode()).isZero();

    assertThat(Files.readString(scenario)).contains("table: \"../../../orders.yaml\"\n");
    assertThat(CommandRun.of("check", scenario, "--trials=1", "--set=duration=1m").exitCode())
        .isIn(ExitCode.PASSED, ExitCode.FAILED);
  }

  @Test
  void init_ofSeveralTables_wantsAName() {
    CommandRun run = CommandRun.of("init", "--table", example("tables/shop-kubevela-traits.yaml"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--table-name", "carts (eu-west-1), stock (eu-west-1)");
  }
}
