package dev.headroom.scenario;

import dev.headroom.cost.CostSettings;
import dev.headroom.cost.PackagedPrices;
import dev.headroom.cost.PriceList;
import dev.headroom.cost.PriceListFile;
import dev.headroom.cost.ReservedCapacity;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.scenario.ScalarFormat.Count;
import dev.headroom.scenario.ScenarioFile.CostFile;
import dev.headroom.scenario.ScenarioFile.ReservedFile;
import dev.headroom.table.Table;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how the table is paid for. */
final class CostReader {

  private static final CostFile EMPTY = new CostFile(null, null, null, null);

  private final Path folder;
  private final Problems problems;

  CostReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  CostSettings read(@Nullable Given<CostFile> given, @Nullable Table table) {
    CostFile file = given == null ? EMPTY : given.value();
    String ofTable = table == null ? null : table.region();
    String region = file.region() == null ? ofTable : file.region().value();
    PriceList prices = file.prices() == null ? null : prices(file.prices(), region);
    List<String> notes = List.of();
    if (prices == null) {
      if (region == null) {
        notes = List.of("region: " + CostSettings.DEFAULT_REGION + ", as none is named");
      }
      prices = PackagedPrices.of(region == null ? CostSettings.DEFAULT_REGION : region);
    }
    return new CostSettings(
        prices,
        file.freeTier() != null && file.freeTier().value(),
        file.reserved() == null ? null : reserved(file.reserved().value()),
        notes);
  }

  private @Nullable PriceList prices(Given<String> file, @Nullable String region) {
    try {
      PriceList prices = PriceListFile.read(folder.resolve(file.value()));
      if (region != null && !region.equals(prices.region())) {
        problems.add(
            file.location(),
            "holds the prices of " + prices.region() + ", not of " + Quoted.plain(region));
      }
      return prices;
    } catch (InvalidPathException e) {
      problems.add(file.location(), "is no file name: " + Quoted.of(file.value()));
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> problems.add(problem.location(), problem.message()));
    }
    return null;
  }

  private @Nullable ReservedCapacity reserved(ReservedFile file) {
    long reads = blocks(file.readCapacityUnits());
    long writes = blocks(file.writeCapacityUnits());
    return file.term() == null ? null : new ReservedCapacity(reads, writes, file.term().value());
  }

  /** The units; 0 after noting that they are not whole blocks. */
  private long blocks(@Nullable Given<Count> units) {
    if (units == null) {
      return 0;
    }
    if (units.value().value() % ReservedCapacity.BLOCK_UNITS != 0) {
      problems.add(
          units.location(),
          "must be a multiple of "
              + ReservedCapacity.BLOCK_UNITS
              + ", as capacity is reserved in blocks of that size");
      return 0;
    }
    return units.value().value();
  }
}
