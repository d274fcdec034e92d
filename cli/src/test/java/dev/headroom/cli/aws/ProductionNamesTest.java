package dev.headroom.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a load test could hit what customers use. */
final class ProductionNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders-prod",
        "prod",
        "PRODUCTION.orders",
        "eu_prd_1",
        "live-orders",
        "arn:aws:sts::1:assumed-role/prod-admin/me",
        "orders_prod2"
      })
  void isProduction_nameWithOneOfTheWords_isTrue(String name) {
    assertThat(ProductionNames.isProduction(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"products", "reproduction", "orders-dev", "delivery", "alive", ""})
  void isProduction_otherName_isFalse(String name) {
    assertThat(ProductionNames.isProduction(name)).isFalse();
  }
}
