package dev.headroom.reports;

import java.io.IOException;

/** A report cannot be written. The message is meant for the user and names the folder. */
public final class ReportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReportException(String message, IOException cause) {
    super(message, cause);
  }
}
