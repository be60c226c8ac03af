package dev.waybill.api.access;

import java.util.concurrent.atomic.AtomicLong;

/** Rises whenever somebody, somewhere, has less access than before. */
final class AccessGeneration {

    private final AtomicLong number = new AtomicLong();

    long now() {
        return number.get();
    }

    void next() {
        number.incrementAndGet();
    }
}
