package dev.headroom.cli.aws;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Quoted;
import dev.headroom.source.LiveTables;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a live table, {@code aws:NAME?region=REGION&endpoint=URL}.
 *
 * @param text as the user wrote it
 * @param tableName name or ARN of the table
 * @param region its Region; null for that of the environment
 * @param endpoint where the API is; null for AWS itself
 */
record LiveName(String text, String tableName, @Nullable String region, @Nullable URI endpoint) {

  /** Source: DynamoDB API Reference, DescribeTable: a name of 3 to 255 characters, or an ARN. */
  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z0-9_.-]{1,255}|arn:[A-Za-z0-9_.:/-]{1,1000}");

  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");

  /** Paths of files keep one of two slashes. */
  private static final Pattern SHORTENED_SCHEME = Pattern.compile("^(https?):/(?=[^/])");

  /**
   * Understands a name.
   *
   * @throws InvalidInputException if it is none
   */
  static LiveName parse(String text) {
    String rest = text.substring(LiveTables.PREFIX.length());
    int question = rest.indexOf('?');
    String tableName = question < 0 ? rest : rest.substring(0, question);
    if (!TABLE.matcher(tableName).matches()) {
      throw invalid(text, "is not the name of a table: " + Quoted.of(tableName));
    }
    String region = null;
    URI endpoint = null;
    String query = question < 0 ? "" : rest.substring(question + 1);
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String value = parameter.substring(parameter.indexOf('=') + 1);
      if (parameter.startsWith("region=")) {
        region = region(text, value);
      } else if (parameter.startsWith("endpoint=")) {
        endpoint = endpoint(text, value);
      } else {
        throw invalid(text, "may have region=… and endpoint=…, not " + Quoted.of(parameter));
      }
    }
    return new LiveName(text, tableName, region, endpoint);
  }

  /** The table's name, without the rest of an ARN. */
  String simpleName() {
    return tableName.substring(tableName.lastIndexOf('/') + 1);
  }

  private static String region(String text, String value) {
    if (!REGION.matcher(value).matches()) {
      throw invalid(text, "must have a Region such as eu-west-1, not " + Quoted.of(value));
    }
    return value;
  }

  private static URI endpoint(String text, String value) {
    try {
      URI uri = new URI(SHORTENED_SCHEME.matcher(value).replaceFirst("$1://"));
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isHttp && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below like any other text that is none.
    }
    throw invalid(text, "must have an endpoint such as http://127.0.0.1:8000");
  }

  private static InvalidInputException invalid(String text, String message) {
    return new InvalidInputException(Location.ofFile(Quoted.plain(text)), message);
  }
}
