package dev.waybill.testkit;

import java.io.IOException;
import java.util.Map;

/** Something that goes wrong with one request to a stand-in, on the wire or in what is answered. */
public final class Mishap {

    private static final String HTML =
            "<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>";

    private final Play play;

    /** What happens to the request; its body is not read yet. */
    interface Play {
        void on(WireExchange exchange) throws IOException;
    }

    Mishap(Play play) {
        this.play = play;
    }

    void happen(WireExchange exchange) throws IOException {
        play.on(exchange);
    }

    /** The connection is reset when the head of the request has come, before its body is read. */
    public static Mishap droppedBeforeReading() {
        return new Mishap(WireExchange::reset);
    }

    /** The connection is reset after the whole request was read: whether it was worked on, nobody knows. */
    public static Mishap droppedAfterReading() {
        return new Mishap(exchange -> {
            String unused = exchange.body();
            exchange.reset();
        });
    }

    /** The connection ends in the middle of the answer, which is shorter than its Content-Length says. */
    public static Mishap wrongLength() {
        return new Mishap(exchange -> {
            String unused = exchange.body();
            exchange.sendCut("application/json", "{\"candidates\": [{\"content\": {\"parts\": [{\"te", 4_096);
        });
    }

    /** No answer, until the caller gives up and closes. */
    public static Mishap silence() {
        return silence(() -> {});
    }

    /** The same, and this is run when the caller has closed. */
    public static Mishap silence(Runnable whenClosed) {
        return new Mishap(exchange -> {
            String unused = exchange.body();
            exchange.awaitClose();
            whenClosed.run();
        });
    }

    /** A page for people, as proxies and load balancers send it, with this status. */
    public static Mishap htmlPage(int status) {
        return new Mishap(exchange -> {
            String unused = exchange.body();
            exchange.send(status, Map.of(), "text/html; charset=utf-8", HTML);
        });
    }

    /** Any JSON with any status. */
    public static Mishap json(int status, String body, Map<String, String> headers) {
        return new Mishap(exchange -> {
            String unused = exchange.body();
            exchange.send(status, headers, "application/json; charset=UTF-8", body);
        });
    }
}
