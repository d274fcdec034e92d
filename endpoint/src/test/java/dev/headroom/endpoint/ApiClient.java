package dev.headroom.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/** A client that sends what it is given, without retries. */
final class ApiClient implements AutoCloseable {

  /** An answer. */
  record Reply(int status, JsonNode body, HttpResponse<byte[]> http) {

    /** The type of an error without its namespace; empty for none. */
    String error() {
      String type = body.path("__type").asText();
      return type.substring(type.lastIndexOf('#') + 1);
    }
  }

  private static final Set<String> STREAM_READS = Set.of("GetShardIterator", "GetRecords");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI uri;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiClient(URI uri) {
    this.uri = uri;
  }

  /** Sends a request, with single quotes for double ones. */
  Reply send(String operation, String body) throws IOException, InterruptedException {
    return sendRaw(operation, body.replace('\'', '"'));
  }

  Reply sendRaw(String operation, String body) throws IOException, InterruptedException {
    String version =
        operation.contains("Stream") || STREAM_READS.contains(operation)
            ? "DynamoDBStreams_20120810."
            : "DynamoDB_20120810.";
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", version + operation)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host, Signature=none")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), MAPPER.readTree(response.body()), response);
  }

  @Override
  public void close() {
    client.close();
  }
}
