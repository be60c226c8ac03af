package dev.waybill.client;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Talks to Waybill's HTTP API. Safe for any number of threads; blocks the calling one, which may be virtual; every wait
 * has a timeout. What goes wrong is a {@link WaybillException}: the API's own codes stand in docs/errors.md.
 *
 * <p>Requests that are safe to repeat are, after a lost connection or a 502, 503 or 504: reads, and submits and imports,
 * which carry an Idempotency-Key. Retry, cancel and decide are not; given the {@link ProcessView} that was seen, they
 * are refused with {@code stale} when the process has changed since.
 */
public final class WaybillClient implements AutoCloseable {

    private final Transport transport;

    WaybillClient(ClientSettings settings) {
        this.transport = new Transport(settings);
    }

    /** @param server its address, for example {@code http://localhost:8080}, a path before {@code /api} included */
    public static WaybillClientBuilder builder(URI server) {
        return new WaybillClientBuilder(server);
    }

    /** Sends a file, without reading it into memory. */
    public StoredFile upload(Path file) {
        Duration time = transport.settings().uploadTimeout();
        ApiRequest request = ApiRequest.post("/api/files").multipart(new Multipart(file, null), time);
        return Json.read(request.name(), transport.send(request).body(), StoredFile.class);
    }

    /** Sends a file and enqueues its import in one step; the server finds out its format. */
    public ProcessView importFile(Path file, Object input, SubmitOptions options) {
        return importFile((String) null, file, input, options);
    }

    /** {@link #importFile(String, Path, Object, SubmitOptions)} without options. */
    public ProcessView importFile(String subtype, Path file, Object input) {
        return importFile(subtype, file, input, SubmitOptions.none());
    }

    /**
     * Sends a file and enqueues its import in one step.
     *
     * @param subtype the file's format, for example {@code csv}; null lets the server find out
     * @param input the import's other fields: a map, or a record whose names become snake_case
     */
    public ProcessView importFile(@Nullable String subtype, Path file, Object input, SubmitOptions options) {
        Map<String, Object> members = new LinkedHashMap<>(Json.convert(input, new TypeReference<>() {}));
        members.putAll(options.members());
        if (subtype != null) {
            members.put("subtype", subtype);
        }
        Multipart parts = new Multipart(file, Json.write(members));
        return process(ApiRequest.post("/api/imports")
                .multipart(parts, transport.settings().uploadTimeout())
                .idempotent(options.requestKeyOrNew()));
    }

    /** {@link #submit(String, String, Object, SubmitOptions)} without options. */
    public ProcessView submit(String type, @Nullable String subtype, Object input) {
        return submit(type, subtype, input, SubmitOptions.none());
    }

    /**
     * Enqueues a process.
     *
     * @param subtype null when the type has none
     * @param input a map, or a record whose names become snake_case
     */
    public ProcessView submit(String type, @Nullable String subtype, Object input, SubmitOptions options) {
        Map<String, Object> body = new LinkedHashMap<>(options.members());
        body.put("type", type);
        if (subtype != null) {
            body.put("subtype", subtype);
        }
        body.put("input", input);
        return process(ApiRequest.post("/api/processes").json(body).idempotent(options.requestKeyOrNew()));
    }

    /** The process as it is now. */
    public ProcessView find(long id) {
        return process(ApiRequest.get(path(id)));
    }

    /** Newest first; pages are fetched as the stream is read. */
    public Stream<ProcessView> list(ProcessFilter filter) {
        return paged("/api/processes", filter.query(), "cursor", ProcessView.class);
    }

    /** Its whole log, oldest first; pages are fetched as the stream is read. */
    public Stream<ProcessEventView> events(long id) {
        return paged(path(id) + "/events", Map.of("limit", "200"), "after", ProcessEventView.class);
    }

    /**
     * What became of its items, in the order of its input; pages are fetched as the stream is read.
     *
     * @param status only pending, success, error or skipped ones; null for all
     */
    public Stream<ItemView> items(long id, @Nullable String status) {
        Map<String, String> query = new LinkedHashMap<>(Map.of("limit", "200"));
        if (status != null) {
            query.put("status", status);
        }
        return paged(path(id) + "/items", query, "cursor", ItemView.class);
    }

    /**
     * Writes the source rows of the items in a status, with their errors, as CSV.
     *
     * @param status for example {@code error}
     * @param target is left open
     */
    public void itemsCsv(long id, String status, OutputStream target) {
        ApiRequest request = ApiRequest.get(ApiRequest.query(path(id) + "/items.csv", Map.of("status", status)))
                .header("Accept", "text/csv");
        transport.download(request, target);
    }

    /** Replaces the file with that CSV; a download that breaks off leaves it as it was. */
    public void itemsCsv(long id, String status, Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (OutputStream output = Files.newOutputStream(part)) {
                itemsCsv(id, status, output);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WaybillException.local("download to " + target, WaybillException.FILE, "it cannot be written", e);
        }
    }

    /** Runs a failed process again. */
    public ProcessView retry(long id) {
        return act(id, "retry", null);
    }

    /** Runs a failed process again, unless it changed since it was seen. */
    public ProcessView retry(ProcessView seen) {
        return act(seen.id(), "retry", seen);
    }

    /** A new process for the items that failed; the old one stays as it ended. */
    public ProcessView retryFailedItems(long id) {
        return act(id, "retry-failed-items", null);
    }

    /** A new process for the items that failed, unless the old one changed since it was seen. */
    public ProcessView retryFailedItems(ProcessView seen) {
        return act(seen.id(), "retry-failed-items", seen);
    }

    /**
     * Takes back what an ended process did, as far as nobody changed it since: a process of its own, to be waited for.
     * While one is active, it is the answer.
     */
    public ProcessView undo(long id) {
        return act(id, "undo", null);
    }

    /** Takes back what an ended process did, unless the process changed since it was seen. */
    public ProcessView undo(ProcessView seen) {
        return act(seen.id(), "undo", seen);
    }

    /** Ends a process that has not ended. */
    public ProcessView cancel(long id) {
        return act(id, "cancel", null);
    }

    /** Ends a process, unless it changed since it was seen. */
    public ProcessView cancel(ProcessView seen) {
        return act(seen.id(), "cancel", seen);
    }

    /** Decides about a process that waits for review; the note is for people and may be null. */
    public ProcessView decide(long id, Decision decision, @Nullable String note) {
        return process(decision(id, decision, note));
    }

    /** Decides about a process that waits for review, unless it changed since it was seen. */
    public ProcessView decide(ProcessView seen, Decision decision, @Nullable String note) {
        return process(decision(seen.id(), decision, note).ifMatch(seen));
    }

    /**
     * Waits until the process ended, by long polling.
     *
     * @throws WaybillException with {@link WaybillException#TIMEOUT} when it has not in that time
     */
    public ProcessView waitFor(long id, Duration timeout) {
        return waitFor(id, timeout, ProcessView::isTerminal);
    }

    /** Waits until the condition holds, for example {@link ProcessView#isSettled}. */
    public ProcessView waitFor(long id, Duration timeout, Predicate<ProcessView> condition) {
        return new ProcessWait(transport, id, timeout).until(condition);
    }

    /**
     * Tells the listener what happens to the process, from its first event, until it ended; however long that takes.
     * Connections that break are made again.
     *
     * @return the process as it ended
     * @throws WaybillException when the server cannot be reached for the time set by
     *     {@link WaybillClientBuilder#giveUpAfter}
     */
    public ProcessView stream(long id, ProcessListener listener) {
        return new ProcessStream(transport, id, 0, listener, Deadline.never()).follow();
    }

    /**
     * The same for a limited time, from the event that follows {@code after} (0: the first).
     *
     * @throws WaybillException with {@link WaybillException#TIMEOUT} when it has not ended in that time
     */
    public ProcessView stream(long id, long after, ProcessListener listener, Duration timeout) {
        return new ProcessStream(transport, id, after, listener, Deadline.after(timeout)).follow();
    }

    /** Imports of locations that a model drafts. */
    public AiLocationImports aiLocationImports() {
        return new AiLocationImports(transport);
    }

    /** Many processes at once. */
    public Bulk bulk() {
        return new Bulk(transport);
    }

    /** The tenants of the workspace. */
    public Tenants tenants() {
        return new Tenants(transport);
    }

    /** Review packs of tenants. */
    public ReviewPacks reviewPacks() {
        return new ReviewPacks(transport);
    }

    /** The kinds of work that the server knows. */
    public List<JobTypeView> jobTypes() {
        return paged("/api/job-types", Map.of(), "cursor", JobTypeView.class).toList();
    }

    /** Ends every call that is under way on another thread, with {@link WaybillException#CLOSED}. */
    @Override
    public void close() {
        transport.close();
    }

    private ProcessView act(long id, String action, @Nullable ProcessView seen) {
        return process(ApiRequest.post(path(id) + "/" + action).ifMatch(seen));
    }

    private static ApiRequest decision(long id, Decision decision, @Nullable String note) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("decision", decision.name().toLowerCase(Locale.ROOT));
        if (note != null) {
            body.put("note", note);
        }
        return ApiRequest.post(path(id) + "/decision").json(body);
    }

    private ProcessView process(ApiRequest request) {
        return Json.read(request.name(), transport.send(request).body(), ProcessView.class);
    }

    private <T> Stream<T> paged(String path, Map<String, String> query, String cursorName, Class<T> type) {
        return Pages.stream(cursor -> {
            Map<String, String> parameters = new LinkedHashMap<>(query);
            if (cursor != null) {
                parameters.put(cursorName, cursor);
            }
            ApiRequest request = ApiRequest.get(ApiRequest.query(path, parameters));
            return Json.readPage(request.name(), transport.send(request).body(), type);
        });
    }

    private static String path(long id) {
        return "/api/processes/" + id;
    }
}
