package dev.waybill.client;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One dispatched event of a stream.
 *
 * @param type {@code message} unless the stream named one
 * @param data its lines joined by newlines
 * @param lastEventId the id in force, sent with this event or an earlier one; empty when there is none
 */
record SseEvent(String type, String data, String lastEventId) {

    byte[] bytes() {
        return data.getBytes(UTF_8);
    }
}
