package dev.waybill.shared.process;

/**
 * What a claim may take out of a lane.
 *
 * @param most at most so many; from 1
 */
public record LaneShare(Lane lane, int most) {}
