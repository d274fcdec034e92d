package dev.headroom.scenario;

import dev.headroom.document.Node;

/**
 * A global secondary index as it stands in a scenario, to be read by {@link
 * dev.headroom.source.InlineTable}.
 *
 * @param mapping as {@link TableFile.GlobalIndexFile} describes it
 */
record IndexNode(Node.Mapping mapping) {}
