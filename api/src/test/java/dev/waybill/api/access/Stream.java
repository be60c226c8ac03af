package dev.waybill.api.access;

import dev.waybill.api.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A stream that somebody follows, until it ends. */
final class Stream implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    Stream(Http http, String path, String... headers) {
        this.response = http.open(path, headers);
        if (response.statusCode() != 200) {
            throw new IllegalStateException("no stream: " + response.statusCode());
        }
        Thread.ofVirtual().start(this::readOn);
    }

    /** Waits for the server to end it. */
    void awaitEnd() {
        try {
            ended.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the stream goes on", e);
        }
    }

    boolean isOpen() {
        return !ended.isDone();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readOn() {
        try {
            response.body().readAllBytes();
            ended.complete(true);
        } catch (IOException e) {
            ended.complete(false);
        }
    }
}
