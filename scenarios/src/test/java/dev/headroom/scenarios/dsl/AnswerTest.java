package dev.headroom.scenarios.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

final class AnswerTest {

  @Test
  void of_wrappedException_bearsTheNameOfItsCause() {
    assertThat(statusOf(new ConnectException("refused"))).isEqualTo("ConnectException");
  }

  /** The SDK's Netty client says in a plain {@code Throwable} that no connection came free. */
  @Test
  void of_exceptionWrappedTwice_bearsTheNameOfItsCause() {
    assertThat(statusOf(new Throwable("Acquire operation took longer", new TimeoutException())))
        .isEqualTo("TimeoutException");
  }

  @Test
  void of_exceptionOfTheSdkAlone_bearsItsName() {
    assertThat(Answer.of(SdkClientException.create("no region"), null).status())
        .isEqualTo("SdkClientException");
  }

  private static String statusOf(Throwable cause) {
    return Answer.of(SdkClientException.create("Unable to execute HTTP request", cause), null)
        .status();
  }
}
