package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * One call of the SDK: a request with all its attempts.
 *
 * @param requestName as it appears in Gatling's report
 * @param session of the virtual user, with its attributes
 * @param request what is sent
 * @param resend 0, or which resend of a batch's unprocessed part this is, counted from 1
 */
public record Call(String requestName, Session session, DynamoDbRequest request, int resend) {}
