package dev.headroom.scenarios.load;

import dev.headroom.scenario.Scenario;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Where a run's requests go. */
public interface LoadTarget {

  /** What it is, for people. */
  String description();

  /** Where the requests of flows are sent; null for the Region's own endpoint. */
  @Nullable URI service();

  /** Where the table is made and filled, past all throttling; null for the Region's endpoint. */
  @Nullable URI store();

  /** The Region, such as {@code eu-west-1}. */
  String region();

  /** Who sends. */
  AwsCredentialsProvider credentials();

  /** Whether it throttles by capacity, so that throttling can be compared. */
  boolean isThrottling();

  /**
   * Whether nothing is paid there, so that requests to a table of their own may warm up what
   * carries them.
   */
  boolean isFree();

  /** The run ends when a larger share of its attempts is throttled; 1 for never. */
  double mostThrottledShare();

  /** What the scenario's table is called there. */
  String tableName(Scenario scenario);

  /** Whether the table is there and is to stay, instead of being made and deleted. */
  boolean isTableKept();

  /**
   * The run begins now.
   *
   * @throws IOException if the target cannot be brought into the state of the scenario
   */
  void begin(Scenario scenario) throws IOException;

  /** The run has ended: takes back what {@link #begin} has set up beside the table. */
  void end();
}
