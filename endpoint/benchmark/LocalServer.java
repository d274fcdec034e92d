import software.amazon.dynamodb.services.local.main.ServerRunner;

/** DynamoDB Local behind its own HTTP server. */
final class LocalServer {

  public static void main(String... args) throws Exception {
    ServerRunner.main(
        new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", args[0]});
  }
}
