package dev.headroom.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What all pages with charts share: a page opens from disk, without network, and its policy admits
 * the scripts it was written with and no connection.
 */
final class ChartPage {

  private static final String ECHARTS_PROPERTIES =
      "/META-INF/maven/org.webjars/echarts/pom.properties";
  private static final String ECHARTS_FOLDER = "/META-INF/resources/webjars/echarts/";

  /** Stated, because computing it is a noticeable part of a short prediction. */
  static final String ECHARTS_HASH = "'sha256-Whckfrbk3h8bZQ50OHXowDwbC4en2tg7sINJziOQtdg='";

  private ChartPage() {}

  /**
   * The values of the slots {@code policy}, {@code style}, {@code library} and {@code script}.
   *
   * @param scriptName the packaged script that draws the page's charts
   */
  static Map<String, String> slots(String scriptName) throws IOException {
    String script = Template.resource(scriptName);
    Map<String, String> slots = new HashMap<>();
    slots.put("policy", "script-src " + ECHARTS_HASH + " " + hash(script));
    slots.put("style", Template.resource("report.css"));
    slots.put("library", library());
    slots.put("script", script);
    return slots;
  }

  /** JSON without any character that could end or disturb a script element. */
  static String inlinedData(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** The packaged charting library. */
  static String library() throws IOException {
    return Template.resource(ECHARTS_FOLDER + echartsVersion() + "/echarts.common.min.js");
  }

  /** A script's hash as a policy names it. */
  static String hash(String script) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String echartsVersion() throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(Template.resource(ECHARTS_PROPERTIES)));
    return properties.getProperty("version");
  }
}
