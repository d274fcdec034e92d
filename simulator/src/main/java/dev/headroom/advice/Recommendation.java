package dev.headroom.advice;

import dev.headroom.advice.Descent.Refused;
import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.table.Table;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest setting of each billing mode that passes a scenario's gates.
 *
 * @param scenario the scenario's name
 * @param duration length of the run
 * @param trials runs with forked seeds behind each verdict
 * @param isCut whether settings were searched in the busiest times of the run, and tried once on
 *     the whole
 * @param today the table as it is
 * @param choices one per mode, in the order of {@link Mode}
 * @param lowestUsdPerMonth what nobody can go below who pays for provisioned capacity and throttles
 *     nothing; null where a price is not known
 * @param remedies what would help where no setting does, each as predicted
 * @param notes what has to be known to read it, one sentence each
 */
public record Recommendation(
    String scenario,
    Duration duration,
    int trials,
    boolean isCut,
    Choice today,
    List<Choice> choices,
    @Nullable Double lowestUsdPerMonth,
    List<Remedy> remedies,
    List<String> notes) {

  public Recommendation {
    choices = List.copyOf(choices);
    remedies = List.copyOf(remedies);
    notes = List.copyOf(notes);
  }

  /** What is recommended of each of. */
  public enum Mode {
    /** Provisioned capacity that stays as it is. */
    PROVISIONED("provisioned"),
    /** Provisioned capacity that follows the traffic. */
    AUTO_SCALING("auto scaling"),
    /** Billed by request. */
    ON_DEMAND("on-demand"),
    /** Billed by request, up to a maximum throughput. */
    ON_DEMAND_MAXIMUM("on-demand with maximum");

    private final String words;

    Mode(String words) {
      this.words = words;
    }

    /** The mode for people. */
    public String words() {
      return words;
    }
  }

  /** The cheapest choice that passes; empty where none does, the first of several as cheap. */
  public Optional<Choice> cheapest() {
    return choices.stream()
        .filter(choice -> choice.verdict() == Verdict.PASSED)
        .min(
            Comparator.comparing(
                Choice::usdPerMonth, Comparator.nullsLast(Comparator.naturalOrder())));
  }

  /**
   * A setting and what it meets.
   *
   * @param mode its kind
   * @param table the table with it
   * @param verdict what the gates amount to
   * @param throttledPercent share of requests that are throttled at least once; null without data
   * @param headroomPercent what the busiest minute leaves of the capacity, of reads or writes,
   *     whichever is less; null where there is none to measure
   * @param usdPerMonth the run repeated for a month; null where a price is not known
   * @param limits why it does not pass, or why nothing cheaper of its kind does; a few words each
   * @param cheaper the steps that would be too much
   * @param changes what has to be changed to come to it, in the words of the table's file
   */
  public record Choice(
      Mode mode,
      Table table,
      Verdict verdict,
      @Nullable Double throttledPercent,
      @Nullable Double headroomPercent,
      @Nullable Double usdPerMonth,
      List<String> limits,
      List<TooCheap> cheaper,
      List<String> changes) {

    public Choice {
      limits = List.copyOf(limits);
      cheaper = List.copyOf(cheaper);
      changes = List.copyOf(changes);
    }
  }

  /**
   * A setting that is one step cheaper, and fails.
   *
   * @param resource the table or index
   * @param dimension reads or writes
   * @param what is one step cheaper, such as {@code capacity units}
   * @param value of it
   * @param gate the gate that fails then
   */
  public record TooCheap(String resource, Dimension dimension, What what, long value, String gate) {

    static TooCheap of(Refused refused, What what) {
      return new TooCheap(
          refused.dial().resource(),
          refused.dial().dimension(),
          what,
          refused.units(),
          refused.failing().expression());
    }

    /** What can be a step cheaper. */
    public enum What {
      CAPACITY_UNITS("capacity units"),
      MAX_REQUEST_UNITS("max request units"),
      MIN_CAPACITY_UNITS("minimum capacity units"),
      TARGET_PERCENT("target utilisation in percent");

      private final String words;

      What(String words) {
        this.words = words;
      }

      /** The setting for people. */
      public String words() {
        return words;
      }
    }
  }

  /**
   * Something else than a setting that would help.
   *
   * @param what it is, as an order
   * @param verdict what the gates amount to with it
   * @param throttledPercent share of requests that are throttled at least once; null without data
   * @param usdPerMonth the run repeated for a month; null where a price is not known
   */
  public record Remedy(
      String what,
      Verdict verdict,
      @Nullable Double throttledPercent,
      @Nullable Double usdPerMonth) {}
}
