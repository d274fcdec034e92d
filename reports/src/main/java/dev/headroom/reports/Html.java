package dev.headroom.reports;

import dev.headroom.reports.Grid.Cell;
import dev.headroom.reports.Grid.Column;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A piece of a page. Text goes in through methods that escape it. */
final class Html {

  private final StringBuilder markup = new StringBuilder();

  /** Opens an element; attributes are given as names and values by turns. */
  Html open(String tag, String... attributes) {
    markup.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      markup.append(' ').append(attributes[i]).append("=\"");
      markup.append(escaped(attributes[i + 1])).append('"');
    }
    markup.append('>');
    return this;
  }

  Html close(String tag) {
    markup.append("</").append(tag).append('>');
    return this;
  }

  Html text(String text) {
    markup.append(escaped(text));
    return this;
  }

  Html line() {
    markup.append('\n');
    return this;
  }

  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** Text in a direction of its own, so that it cannot reorder what stands around it. */
  Html name(String name) {
    return element("bdi", name);
  }

  Html append(Html other) {
    markup.append(other.markup);
    return this;
  }

  /** A list of sentences. */
  Html sentences(List<String> sentences) {
    open("ul", "class", "sentences").line();
    for (String sentence : sentences) {
      element("li", sentence).line();
    }
    return close("ul").line();
  }

  /** A table with a caption that scrolls by itself where it is too wide; nothing without rows. */
  Html grid(Grid grid) {
    if (grid.rows().isEmpty()) {
      return this;
    }
    open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", grid.caption());
    open("table").element("caption", grid.caption()).line();
    open("thead").open("tr");
    for (Column column : grid.columns()) {
      open("th", attributes("scope", "col", "class", column.numeric() ? "number" : null));
      text(column.title()).close("th");
    }
    close("tr").close("thead").line().open("tbody").line();
    for (List<Cell> cells : grid.rows()) {
      open("tr");
      for (int i = 0; i < cells.size(); i++) {
        cell(grid.columns().get(i), cells.get(i));
      }
      close("tr").line();
    }
    return close("tbody").close("table").close("div").line();
  }

  private void cell(Column column, Cell cell) {
    String classes =
        (column.numeric() ? "number " : "") + cell.style().name().toLowerCase(Locale.ROOT);
    open("td", "class", classes);
    switch (cell.style()) {
      case NAME -> name(cell.text());
      case CODE -> open("code").breakable(cell.text()).close("code");
      case PLAIN, GOOD, BAD, UNSURE -> element("span", cell.text());
    }
    Double bar = cell.bar();
    if (bar != null) {
      String width = String.format(Locale.ROOT, "width:%.1f%%", bar * 100);
      open("span", "class", "bar", "aria-hidden", "true");
      open("span", "style", width).close("span").close("span");
    }
    close("td");
  }

  /** Text that may be broken between the words of an identifier. */
  private Html breakable(String text) {
    for (String part : text.split("(?<=_)|(?<=[a-z])(?=[A-Z])", -1)) {
      text(part);
      markup.append("<wbr>");
    }
    return this;
  }

  private static String[] attributes(
      String name, String value, String optionalName, @Nullable String optionalValue) {
    return optionalValue == null
        ? new String[] {name, value}
        : new String[] {name, value, optionalName, optionalValue};
  }

  @Override
  public String toString() {
    return markup.toString();
  }

  static String escaped(String raw) {
    String visible = Text.visible(raw);
    var escaped = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
