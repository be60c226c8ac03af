package dev.waybill.shared.inventory;

/** How many findings there are of a type, a change and a status. */
public record FindingCount(String findingType, Change change, FindingStatus status, long count) {}
