package dev.headroom.cost;

import dev.headroom.capacity.Dimension;
import dev.headroom.cost.BilledUse.Used;
import dev.headroom.outcome.Cost;
import dev.headroom.outcome.Cost.BreakEven;
import dev.headroom.outcome.Cost.Item;
import dev.headroom.table.Table;
import dev.headroom.table.TableSettings.TableClass;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bill of a run. Not thread-safe; made for one bill.
 *
 * <p>Provisioned capacity is billed by the highest value of each clock hour, used or not; a part of
 * an hour that the run covers counts for that part, so that a run repeated for a month comes to a
 * month's bill. On-demand requests and storage are billed as they are used; throttled requests cost
 * nothing. Source: <a href="https://aws.amazon.com/dynamodb/pricing/">Amazon DynamoDB pricing</a>.
 */
public final class Bill {

  /**
   * Provisioned units that are free in every hour, of the table class Standard. Source: Amazon
   * DynamoDB pricing, "AWS Free Tier".
   */
  private static final int FREE_UNITS = 25;

  /** GB that may be stored for free, of the table class Standard. Source: as above. */
  private static final int FREE_GB = 25;

  /** Bytes that are billed beside each item. Source: Amazon DynamoDB pricing, "Data storage". */
  private static final int ITEM_OVERHEAD_BYTES = 100;

  /**
   * Bytes that are billed beside each item of a global table, further to the others. Source: as
   * above.
   */
  private static final int REPLICATION_OVERHEAD_BYTES = 48;

  /**
   * A GB of storage. Source: the cost calculator of AWS's agent toolkit, which bills storage by
   * decimal GB.
   */
  private static final double BYTES_PER_GB = 1e9;

  private static final double UNITS_PER_MILLION = 1e6;
  private static final double SECONDS_PER_HOUR = 3_600;

  private final CostSettings settings;
  private final Table table;
  private final ClockHours hours;
  private final List<BilledUse> uses;
  private final StoredData stored;
  private final TableClass tableClass;
  private final List<String> replicaRegions;
  private final List<Item> items = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private Bill(
      CostSettings settings,
      Table table,
      ClockHours hours,
      List<BilledUse> uses,
      StoredData stored) {
    this.settings = settings;
    this.table = table;
    this.hours = hours;
    this.uses = uses;
    this.stored = stored;
    this.tableClass = table.settings().tableClass();
    this.replicaRegions = new ArrayList<>(table.settings().replicaRegions());
    replicaRegions.remove(settings.prices().region());
    notes.addAll(settings.notes());
  }

  /**
   * The bill of a run.
   *
   * @param uses one entry for the table and for each global secondary index
   */
  public static Cost of(
      CostSettings settings,
      Table table,
      ClockHours hours,
      List<BilledUse> uses,
      StoredData stored) {
    return new Bill(settings, table, hours, uses, stored).cost();
  }

  private Cost cost() {
    for (BilledUse use : uses) {
      addCapacity(use);
    }
    for (Dimension dimension : Dimension.values()) {
      addDiscounts(dimension);
    }
    for (BilledUse use : uses) {
      addRequests(use);
    }
    addStorage();
    for (String region : replicaRegions) {
      addReplica(PackagedPrices.of(region));
    }
    addNotes();
    return new Cost(
        settings.prices().region(),
        settings.prices().origin(),
        Cost.HOURS_PER_MONTH / hours.length(),
        items,
        breakEvens(),
        List.copyOf(notes));
  }

  private void addCapacity(BilledUse use) {
    for (Dimension dimension : Dimension.values()) {
      add(
          settings.prices(),
          use.resource(),
          "provisioned " + writesOrReads(dimension),
          use.of(dimension).unitHours(hours),
          Priced.capacity(dimension, isGlobal()));
    }
  }

  private void addRequests(BilledUse use) {
    for (Dimension dimension : Dimension.values()) {
      add(
          settings.prices(),
          use.resource(),
          "on-demand " + writesOrReads(dimension),
          use.of(dimension).requestUnits() / UNITS_PER_MILLION,
          Priced.requests(dimension, isGlobal()));
    }
  }

  /** Takes away what is paid for by reserving it or is free. */
  private void addDiscounts(Dimension dimension) {
    double unitHours = 0;
    for (BilledUse use : uses) {
      unitHours += use.of(dimension).unitHours(hours);
    }
    Priced priced = Priced.capacity(dimension, isGlobal());
    if (settings.reserved() != null) {
      double covered = addReserved(settings.reserved(), dimension);
      add(settings.prices(), table.name(), "of these, reserved", -covered, priced);
      unitHours -= covered;
    }
    if (settings.freeTier() && tableClass == TableClass.STANDARD) {
      double free = Math.min(unitHours, FREE_UNITS * hours.length());
      add(settings.prices(), table.name(), "of these, in the free tier", -free, priced);
    }
  }

  /**
   * Adds what reserved capacity costs itself.
   *
   * @return the unit-hours that it covers; it covers neither replicated writes nor Standard-IA
   */
  private double addReserved(ReservedCapacity reserved, Dimension dimension) {
    long units = reserved.units(dimension);
    if (units == 0) {
      return 0;
    }
    double reservedHours = units * hours.length();
    String what = "reserved " + writesOrReads(dimension) + ", " + reserved.term().words();
    String unit = Priced.capacity(dimension, false).unit();
    addFee(
        what,
        reservedHours,
        unit,
        settings.prices().reservedHourUsd(reserved.term(), dimension),
        ReservedCapacity.BLOCK_UNITS);
    addFee(
        what + ", share of the upfront fee",
        reservedHours,
        unit,
        settings.prices().upfrontUsd(reserved.term(), dimension),
        (double) ReservedCapacity.BLOCK_UNITS * reserved.term().hours());
    if (tableClass != TableClass.STANDARD || (dimension == Dimension.WRITE && isGlobal())) {
      notes.add("reserved capacity covers neither Standard-IA nor the writes of global tables");
      return 0;
    }
    double covered = 0;
    for (int hour = 0; hour < hours.count(); hour++) {
      double capacity = 0;
      for (BilledUse use : uses) {
        capacity += use.of(dimension).capacityUnits().get(hour);
      }
      covered += Math.min((double) units, capacity) * hours.share(hour);
    }
    return covered;
  }

  private void addFee(
      String what, double quantity, String unit, @Nullable Double blockUsd, double unitsPerBlock) {
    if (blockUsd == null) {
      noteMissing(settings.prices(), what);
    }
    Double usd = blockUsd == null ? null : blockUsd / unitsPerBlock;
    items.add(new Item(table.name(), what, quantity, unit, usd));
  }

  private void addStorage() {
    double months = gigabytes() * hours.length() / Cost.HOURS_PER_MONTH;
    add(settings.prices(), table.name(), "storage", months, Priced.STORAGE);
    if (settings.freeTier() && tableClass == TableClass.STANDARD) {
      double free = Math.min(months, FREE_GB * hours.length() / Cost.HOURS_PER_MONTH);
      add(settings.prices(), table.name(), "of this, in the free tier", -free, Priced.STORAGE);
    }
  }

  private double gigabytes() {
    if (stored.dataSizeBytes() == null) {
      notes.add("storage is not in the bill: the table's size is not known (state.dataSize)");
      return 0;
    }
    if (!table.globalSecondaryIndexes().isEmpty() || !table.localSecondaryIndexes().isEmpty()) {
      notes.add("storage of indexes is not in the bill: their size is not known");
    }
    if (stored.items() == null) {
      notes.add(
          "storage is billed without the "
              + overheadBytes()
              + " B that each item has beside it: their number is not known (state.items)");
      return (double) stored.dataSizeBytes() / BYTES_PER_GB;
    }
    double overhead = (double) stored.items() * overheadBytes();
    return (stored.dataSizeBytes() + overhead) / BYTES_PER_GB;
  }

  private int overheadBytes() {
    return ITEM_OVERHEAD_BYTES + (isGlobal() ? REPLICATION_OVERHEAD_BYTES : 0);
  }

  /**
   * Adds a replica: every write of any Region is made in it too, and global tables keep the write
   * capacity of all replicas the same. Source: Developer Guide, "Global tables".
   */
  private void addReplica(PriceList prices) {
    String there = " in " + prices.region();
    for (BilledUse use : uses) {
      add(
          prices,
          use.resource(),
          "provisioned writes" + there,
          use.write().unitHours(hours),
          Priced.REPLICATED_WRITE_CAPACITY);
      add(
          prices,
          use.resource(),
          "on-demand writes" + there,
          use.write().requestUnits() / UNITS_PER_MILLION,
          Priced.REPLICATED_WRITE_REQUESTS);
    }
    double months = gigabytes() * hours.length() / Cost.HOURS_PER_MONTH;
    add(prices, table.name(), "storage" + there, months, Priced.STORAGE);
  }

  private void add(PriceList prices, String resource, String what, double quantity, Priced priced) {
    if (quantity == 0) {
      return;
    }
    Double usd = prices.priceUsd(tableClass, priced);
    if (usd == null) {
      noteMissing(prices, priced.unit() + " of table class " + tableClass);
    }
    items.add(new Item(resource, what, quantity, priced.unit(), usd));
  }

  private void noteMissing(PriceList prices, String what) {
    notes.add(
        "no price known for "
            + what
            + " in "
            + prices.region()
            + ": give AWS's price list file (cost: {prices: FILE})");
  }

  private void addNotes() {
    boolean isProvisioned =
        items.stream().anyMatch(item -> item.unit().equals(Priced.READ_CAPACITY.unit()));
    if (isProvisioned && !hours.areWhole()) {
      notes.add(
          "capacity is billed by the highest value of each clock hour; an hour that the run covers"
              + " in part counts for that part");
    }
    if (settings.freeTier() && tableClass != TableClass.STANDARD) {
      notes.add("the free tier does not cover Standard-IA");
    }
    if (!replicaRegions.isEmpty()) {
      notes.add(
          "reads in "
              + String.join(", ", replicaRegions)
              + " and transfer between Regions are not in the bill");
    }
    notes.add("streams, backups, warm throughput, data transfer and tax are not in the bill");
  }

  private List<BreakEven> breakEvens() {
    List<BreakEven> found = new ArrayList<>();
    for (BilledUse use : uses) {
      for (Dimension dimension : Dimension.values()) {
        Double capacity =
            settings.prices().priceUsd(tableClass, Priced.capacity(dimension, isGlobal()));
        Double million =
            settings.prices().priceUsd(tableClass, Priced.requests(dimension, isGlobal()));
        if (capacity != null && million != null && million > 0) {
          double onDemandHour = SECONDS_PER_HOUR * million / UNITS_PER_MILLION;
          found.add(
              new BreakEven(
                  use.resource(),
                  dimension,
                  capacity / onDemandHour,
                  utilization(use.of(dimension))));
        }
      }
    }
    return found;
  }

  private @Nullable Double utilization(Used used) {
    double unitHours = used.unitHours(hours);
    return unitHours == 0 ? null : used.consumedUnits() / (unitHours * SECONDS_PER_HOUR);
  }

  private boolean isGlobal() {
    return !replicaRegions.isEmpty();
  }

  private static String writesOrReads(Dimension dimension) {
    return dimension == Dimension.READ ? "reads" : "writes";
  }
}
