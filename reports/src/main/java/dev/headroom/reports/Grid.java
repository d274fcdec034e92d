package dev.headroom.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small table of findings, before it takes the form of one report. */
record Grid(String caption, List<Column> columns, List<List<Cell>> rows) {

  Grid {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  static Column text(String title) {
    return new Column(title, false);
  }

  static Column number(String title) {
    return new Column(title, true);
  }

  /** A column; numbers are aligned to the right. */
  record Column(String title, boolean numeric) {}

  /**
   * One cell.
   *
   * @param text what it says, made visible by {@link Text#visible}
   * @param style how it is set
   * @param bar a share from 0 to 1 to draw beside the text; null for none
   */
  record Cell(String text, Style style, @Nullable Double bar) {

    static Cell of(String text) {
      return new Cell(Text.visible(text), Style.PLAIN, null);
    }

    /** A name that a user gave to something. */
    static Cell name(String name) {
      return new Cell(Text.visible(name), Style.NAME, null);
    }

    /** A word of DynamoDB's or of a scenario file. */
    static Cell code(String code) {
      return new Cell(Text.visible(code), Style.CODE, null);
    }

    static Cell share(double share) {
      return new Cell(Numbers.percent(share), Style.PLAIN, Math.clamp(share, 0.0, 1.0));
    }

    static Cell verdict(Verdict verdict) {
      Style style =
          switch (verdict) {
            case PASS -> Style.GOOD;
            case FAIL -> Style.BAD;
            case INCONCLUSIVE -> Style.UNSURE;
          };
      return new Cell(verdict.symbol() + " " + verdict.word(), style, null);
    }

    Cell styled(Style other) {
      return new Cell(text, other, bar);
    }
  }

  /** How a cell is set. */
  enum Style {
    PLAIN,
    NAME,
    CODE,
    GOOD,
    BAD,
    UNSURE
  }
}
