package dev.waybill.client;

import java.util.stream.Stream;

/** Processes in the words of operators. */
public final class Operations {

    private static final String ROUTE = "/api/operations";

    private final Calls calls;

    Operations(Calls calls) {
        this.calls = calls;
    }

    /** Newest first; pages are fetched as the stream is read. */
    public Stream<OperationView> list(OperationFilter filter) {
        return calls.pages(ROUTE, filter.query(), OperationView.class);
    }

    /** With what it failed of, and what it made. */
    public OperationView find(long id) {
        return calls.read(ApiRequest.get(ROUTE + "/" + id), OperationView.class);
    }
}
