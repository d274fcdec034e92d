package dev.headroom.reports;

import static dev.headroom.reports.Grid.number;
import static dev.headroom.reports.Grid.text;

import dev.headroom.outcome.Cost;
import dev.headroom.outcome.Cost.BreakEven;
import dev.headroom.outcome.Cost.Item;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.Grid.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a run costs, as reports show it. */
record CostGrids(Cost cost) {

  private static final String UNKNOWN = "not known";

  /** Null for an outcome whose cost was not worked out. */
  static @Nullable CostGrids of(Outcome outcome) {
    return outcome.cost() == null ? null : new CostGrids(outcome.cost());
  }

  /** What a month costs, or why that is not known. */
  String sentence() {
    return cost.usdPerMonth().isEmpty()
        ? "not known: a price is missing in " + cost.region() + "; cost.prices gives a list"
        : month()
            + " a month: this run repeated for "
            + Cost.HOURS_PER_MONTH
            + " hours, "
            + cost.region();
  }

  /** What a month costs. */
  String month() {
    return usd(cost.usdPerMonth());
  }

  Grid bill() {
    var rows = new ArrayList<List<Cell>>();
    for (Item item : cost.items()) {
      Double price = item.priceUsd();
      rows.add(
          List.of(
              Cell.name(item.resource()),
              Cell.of(item.what()),
              Cell.of(Numbers.amount(item.quantity()) + " " + item.unit()),
              Cell.of(price == null ? UNKNOWN : Numbers.price(price)),
              Cell.of(usd(item.usdPerRun())),
              Cell.of(usd(cost.usdPerMonth(item)))));
    }
    rows.add(
        List.of(
            Cell.of("Total"),
            Cell.of(""),
            Cell.of(""),
            Cell.of(""),
            Cell.of(usd(cost.usdPerRun())),
            Cell.of(month())));
    return new Grid(
        "Cost of this run, and of it repeated for "
            + Cost.HOURS_PER_MONTH
            + " hours, in "
            + Text.visible(cost.region())
            + "; "
            + Text.visible(cost.prices()),
        List.of(
            text("Resource"),
            text("What"),
            number("Quantity"),
            number("USD per unit"),
            number("Run"),
            number("Month")),
        rows);
  }

  Grid breakEvens() {
    var rows = new ArrayList<List<Cell>>();
    for (BreakEven breakEven : cost.breakEvens()) {
      Double utilization = breakEven.utilization();
      rows.add(
          List.of(
              Cell.name(breakEven.resource()),
              Cell.of(breakEven.dimension().name().toLowerCase(Locale.ROOT)),
              Cell.of(Numbers.percent(breakEven.breakEven())),
              Cell.of(utilization == null ? "on demand" : Numbers.percent(utilization))));
    }
    return new Grid(
        "Use of billed capacity above which provisioned is cheaper than on-demand",
        List.of(text("Resource"), text("Units"), number("Break-even"), number("This run")),
        rows);
  }

  private static String usd(OptionalDouble usd) {
    return usd.isEmpty() ? UNKNOWN : Numbers.usd(usd.getAsDouble());
  }

  private static String usd(@Nullable Double usd) {
    return usd == null ? UNKNOWN : Numbers.usd(usd);
  }
}
