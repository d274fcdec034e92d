package dev.headroom.review;

import java.util.List;

/**
 * What a change of settings does to a table under the traffic of a scenario. What the gates make of
 * the side {@code after} is the verdict.
 *
 * @param scenario the scenario's name
 * @param table the table's name
 * @param changes the settings that differ
 * @param before the prediction with the settings before the change
 * @param after the prediction with the settings after it
 * @param notes how both are to be understood, one sentence each
 */
public record Review(
    String scenario,
    String table,
    List<SettingsChange> changes,
    Side before,
    Side after,
    List<String> notes) {

  public Review {
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
  }
}
