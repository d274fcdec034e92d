package dev.headroom.review;

/**
 * One setting of a table that a change alters.
 *
 * @param resource the table or index
 * @param setting what it is, such as {@code write capacity}
 * @param before what it was, in words
 * @param after what it will be, in words
 * @param isCapacityRelevant whether it may alter what the table can take or what it costs
 */
public record SettingsChange(
    String resource, String setting, String before, String after, boolean isCapacityRelevant) {}
