package dev.waybill.shared.process;

import org.jspecify.annotations.Nullable;

/**
 * What a claim may take out of a lane.
 *
 * @param most at most so many; from 1
 * @param from what has its priority and lies before it is left out; null leaves out nothing
 */
public record LaneShare(Lane lane, int most, @Nullable Front from) {}
