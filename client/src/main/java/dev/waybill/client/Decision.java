package dev.waybill.client;

/** A person's word about a process that waits for review. */
public enum Decision {
    APPROVE,
    REJECT
}
