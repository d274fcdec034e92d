package dev.headroom.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the engine would charge other units than DynamoDB, and every verdict would be off. */
final class RequestUnitsTest {

  private static final int DOCUMENTED_MULTIPLIER =
      ModelProfile.documented().transactionMultiplier();

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/reads.csv", useHeadersInDisplayName = true)
  void read_publishedExample_costsItsUnits(
      String operation, Consistency consistency, String sizes, BigDecimal units) {
    long[] bytes = Stream.of(sizes.split(" ")).mapToLong(Long::parseLong).toArray();
    long milliUnits =
        switch (operation) {
          case "GetItem", "BatchGetItem", "TransactGetItems" ->
              LongStream.of(bytes)
                  .map(size -> RequestUnits.readMilliUnits(size, consistency))
                  .sum();
          case "Query", "Scan", "QueryIndex" ->
              RequestUnits.pageReadMilliUnits(bytes[0], consistency);
          case "QueryFetching" ->
              RequestUnits.localIndexFetchReadMilliUnits(
                  bytes[0], consistency, Arrays.copyOfRange(bytes, 1, bytes.length));
          case "EmptyPageOf3Partitions" -> RequestUnits.emptyPageReadMilliUnits(3, consistency);
          default -> throw new AssertionError(operation);
        };
    assertThat(milliUnits).isEqualTo(milli(units));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/writes.csv", useHeadersInDisplayName = true)
  void write_publishedExample_costsItsUnits(String operation, String items, BigDecimal units) {
    long milliUnits =
        Stream.of(items.split(" "))
            .map(item -> Stream.of(item.split(">")).mapToLong(Long::parseLong).toArray())
            .mapToLong(item -> writeMilliUnits(operation, item[0], item[1]))
            .sum();
    assertThat(milliUnits).isEqualTo(milli(units));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/index-writes.csv", useHeadersInDisplayName = true)
  void indexWrite_publishedExample_costsItsUnits(
      long before,
      long after,
      boolean keyChanged,
      boolean projectedChanged,
      IndexChange expected,
      int writes,
      BigDecimal units,
      BigDecimal unitsInTransaction) {
    IndexChange change = IndexChange.between(before > 0, after > 0, keyChanged, projectedChanged);
    assertThat(change).isEqualTo(expected);
    assertThat(change.writes()).isEqualTo(writes);
    long milliUnits = RequestUnits.indexWriteMilliUnits(before, after, change);
    assertThat(milliUnits).isEqualTo(milli(units));
    int multiplier = ModelProfile.documented().transactionIndexMultiplier();
    assertThat(RequestUnits.transactionMilliUnits(milliUnits, multiplier))
        .isEqualTo(milli(unitsInTransaction));
  }

  @Test
  void localIndexFetchPage_bytes_areTheRoundedSizes() {
    assertThat(RequestUnits.localIndexFetchPageBytes(800, 300, 300, 300, 300)).isEqualTo(20 * 1024);
  }

  @Test
  void transactionalRead_withoutProfile_costsWhatTheDocumentedMultiplierSays() {
    assertThat(RequestUnits.readMilliUnits(5000, Consistency.TRANSACTIONAL))
        .isEqualTo(
            RequestUnits.transactionMilliUnits(
                RequestUnits.readMilliUnits(5000, Consistency.STRONG), DOCUMENTED_MULTIPLIER));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 409_601, Long.MIN_VALUE, Long.MAX_VALUE})
  void itemSize_outOfRange_isRefusedWithItsName(long size) {
    assertThatThrownBy(() -> RequestUnits.readMilliUnits(size, Consistency.STRONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "itemSizeBytes must be from 0 to 409600 bytes, the most that an item can have: "
                + size);
    assertThatThrownBy(() -> RequestUnits.writeMilliUnits(size)).hasMessageContaining("sizeBytes");
    assertThatThrownBy(() -> RequestUnits.putMilliUnits(size, 1))
        .hasMessageContaining("oldItemSizeBytes");
    assertThatThrownBy(() -> RequestUnits.putMilliUnits(1, size))
        .hasMessageContaining("newItemSizeBytes");
    assertThatThrownBy(() -> RequestUnits.indexWriteMilliUnits(1, size, IndexChange.UNTOUCHED))
        .hasMessageContaining("entryAfterBytes");
  }

  @Test
  void page_aboveItsLimit_isRefused() {
    assertThatThrownBy(() -> RequestUnits.pageReadMilliUnits(1_048_577, Consistency.EVENTUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evaluatedBytes must be from 0 to 1048576");
  }

  @Test
  void transaction_overflow_isNoticed() {
    assertThatThrownBy(() -> RequestUnits.transactionMilliUnits(Long.MAX_VALUE, 2))
        .isInstanceOf(ArithmeticException.class);
  }

  private static long writeMilliUnits(String operation, long before, long after) {
    return switch (operation) {
      case "PutItem" -> RequestUnits.putMilliUnits(before, after);
      case "UpdateItem" -> RequestUnits.updateMilliUnits(before, after);
      case "DeleteItem" -> RequestUnits.deleteMilliUnits(before);
      case "FailedCondition" -> RequestUnits.failedConditionMilliUnits(before, after);
      case "BatchWriteItem" -> RequestUnits.putMilliUnits(before, after);
      case "TransactWriteItems" ->
          RequestUnits.transactionMilliUnits(
              RequestUnits.putMilliUnits(before, after), DOCUMENTED_MULTIPLIER);
      case "ConditionCheck" ->
          RequestUnits.transactionMilliUnits(
              RequestUnits.conditionCheckMilliUnits(before), DOCUMENTED_MULTIPLIER);
      case "TransactWriteReplay" -> RequestUnits.readMilliUnits(after, Consistency.TRANSACTIONAL);
      default -> throw new AssertionError(operation);
    };
  }

  private static long milli(BigDecimal units) {
    return units.movePointRight(3).longValueExact();
  }
}
