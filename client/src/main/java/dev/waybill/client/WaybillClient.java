package dev.waybill.client;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Talks to Waybill's HTTP API. Safe for any number of threads; blocks the calling one, which may be virtual; every wait
 * has a timeout. What goes wrong is a {@link WaybillException}: the API's own codes stand in docs/errors.md.
 *
 * <p>Requests are repeated after a lost connection or a 429, 502, 503 or 504 where that is safe: reads, and what changes
 * processes, under an Idempotency-Key. Given the {@link ProcessView} that was seen, a change is refused with
 * {@code stale} when the process has changed since.
 */
public final class WaybillClient implements AutoCloseable {

    private final Transport transport;
    private final Calls calls;

    WaybillClient(ClientSettings settings) {
        this.transport = new Transport(settings);
        this.calls = new Calls(transport);
    }

    /** @param server its address, for example {@code http://localhost:8080}, a path before {@code /api} included */
    public static WaybillClientBuilder builder(URI server) {
        return new WaybillClientBuilder(server);
    }

    /** As {@code WAYBILL_URL} (http://127.0.0.1:8080 unless set) and {@code WAYBILL_API_KEY} say. */
    public static WaybillClientBuilder fromEnvironment() {
        return WaybillClientBuilder.from(System.getenv());
    }

    /** Sends a file, without reading it into memory. */
    public StoredFile upload(Path file) {
        Duration time = transport.settings().uploadTimeout();
        ApiRequest request = ApiRequest.post("/api/files").multipart(new Multipart(file, null), time);
        return calls.read(request, StoredFile.class);
    }

    /** Sends a file and enqueues its import in one step; the server finds out its format. */
    public ProcessView importFile(Path file, Object input, SubmitOptions options) {
        return importFile((String) null, file, input, options);
    }

    /** Without options. */
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
        return process(ProcessRequests.importOf(
                subtype, file, input, options, transport.settings().uploadTimeout()));
    }

    /** Without options. */
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
        return process(ProcessRequests.submit(type, subtype, input, options));
    }

    /** The process as it is now. */
    public ProcessView find(long id) {
        return process(ApiRequest.get(ProcessRequests.path(id)));
    }

    /** Newest first; pages are fetched as the stream is read. */
    public Stream<ProcessView> list(ProcessFilter filter) {
        return calls.pages(ProcessRequests.ROUTE, filter.query(), ProcessView.class);
    }

    /** Its whole log, oldest first; pages are fetched as the stream is read. */
    public Stream<ProcessEventView> events(long id) {
        return calls.pages(
                ProcessRequests.path(id) + "/events", Map.of("limit", "200"), "after", ProcessEventView.class);
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
        return calls.pages(ProcessRequests.path(id) + "/items", query, ItemView.class);
    }

    /**
     * Writes the source rows of the items in a status, with their errors, as CSV.
     *
     * @param status for example {@code error}
     * @param target is left open
     */
    public void itemsCsv(long id, String status, OutputStream target) {
        transport.download(ProcessRequests.itemsCsv(id, status), target);
    }

    /** Replaces the file with that CSV; a download that breaks off leaves it as it was. */
    public void itemsCsv(long id, String status, Path target) {
        calls.download(ProcessRequests.itemsCsv(id, status), target);
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
        return process(ProcessRequests.decide(id, decision, note, null));
    }

    /** Decides about a process that waits for review, unless it changed since it was seen. */
    public ProcessView decide(ProcessView seen, Decision decision, @Nullable String note) {
        return process(ProcessRequests.decide(seen.id(), decision, note, seen));
    }

    /**
     * Waits until the process ended, by long polling.
     *
     * @throws WaybillException with {@link WaybillException#TIMEOUT} when it has not in that time
     */
    public ProcessView waitFor(long id, Duration timeout) {
        return waitFor(id, timeout, ProcessView::isTerminal);
    }

    /** The same until the condition holds, for example {@link ProcessView#isSettled}. */
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
        return follow(id, new Told(listener, ProcessView::isTerminal, 0), Deadline.never());
    }

    /**
     * The same for a limited time, from the event that follows {@code after} (0: the first).
     *
     * @throws WaybillException with {@link WaybillException#TIMEOUT} when it has not ended in that time
     */
    public ProcessView stream(long id, long after, ProcessListener listener, Duration timeout) {
        return stream(id, after, listener, timeout, ProcessView::isTerminal);
    }

    /**
     * The same until something holds, for example {@link ProcessView#isSettled}, or it ended.
     *
     * @return the process of which that holds, with all its events told
     */
    public ProcessView stream(
            long id, long after, ProcessListener listener, Duration timeout, Predicate<ProcessView> until) {
        return follow(id, new Told(listener, until, after), Deadline.after(timeout));
    }

    /** Imports of locations that a model drafts. */
    public AiLocationImports aiLocationImports() {
        return new AiLocationImports(calls);
    }

    /** Many processes at once. */
    public Bulk bulk() {
        return new Bulk(calls);
    }

    /** The tenants of the workspace. */
    public Tenants tenants() {
        return new Tenants(calls);
    }

    /** Review packs of tenants. */
    public ReviewPacks reviewPacks() {
        return new ReviewPacks(calls);
    }

    /** What models suggest for records, under review. */
    public Enrichments enrichments() {
        return new Enrichments(calls);
    }

    /** Processes in the words of operators. */
    public Operations operations() {
        return new Operations(calls);
    }

    /** How full the queues are, and what holds them back. */
    public Queues queues() {
        return new Queues(calls);
    }

    /** What the caller was told. */
    public Notifications notifications() {
        return new Notifications(calls);
    }

    /** Where notifications are sent to. */
    public Webhooks webhooks() {
        return new Webhooks(calls);
    }

    /** Who may call: keys of the workspace, for admins. */
    public Keys keys() {
        return new Keys(calls);
    }

    /** The kinds of work that the server knows. */
    public List<JobTypeView> jobTypes() {
        return calls.pages("/api/job-types", Map.of(), JobTypeView.class).toList();
    }

    /** Ends every call that is under way on another thread, with {@link WaybillException#CLOSED}. */
    @Override
    public void close() {
        transport.close();
    }

    private ProcessView act(long id, String action, @Nullable ProcessView seen) {
        return process(ProcessRequests.act(id, action, seen));
    }

    private ProcessView process(ApiRequest request) {
        return calls.read(request, ProcessView.class);
    }

    private ProcessView follow(long id, Told told, Deadline deadline) {
        return new ProcessStream(calls, id, told, deadline).follow();
    }
}
