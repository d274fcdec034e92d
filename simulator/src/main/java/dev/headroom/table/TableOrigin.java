package dev.headroom.table;

/**
 * Where a table was read.
 *
 * @param format the format's name, such as {@code kubevela}
 * @param file the file as the user named it
 * @param line the line at which the table begins, counted from 1
 */
public record TableOrigin(String format, String file, int line) {}
