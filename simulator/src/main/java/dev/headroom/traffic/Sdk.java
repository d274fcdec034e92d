package dev.headroom.traffic;

/** SDKs with known retry rules. */
public enum Sdk {
  JAVA_V2,
  JAVA_V1,
  BOTO3,
  AWS_CLI,
  JS_V2,
  JS_V3,
  /** Requests are never sent again. */
  NONE
}
