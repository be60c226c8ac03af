package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.locations.BatchStatus;
import dev.waybill.shared.locations.ImportOutcome;
import dev.waybill.shared.locations.ItemDecision;
import dev.waybill.shared.locations.ItemStatus;
import dev.waybill.shared.locations.LocationBatch;
import dev.waybill.shared.locations.LocationBatches;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationReviews;
import dev.waybill.shared.locations.LocationRules;
import dev.waybill.shared.locations.NewLocationBatch;
import dev.waybill.shared.locations.NewLocationItem;
import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.Report;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jobrunr.jobs.Job;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Random interleavings of everything that changes an AI location import, from several threads on real connections: its two
 * processes, its items, people and the clock. After every step batch, items, counters and processes must agree.
 */
@PostgresTest
class LocationInterleavingsPostgresTest {

    private static final int THREADS = 4;
    private static final int STEPS = 250;
    private static final int MOST_STEPS = 1_500;
    private static final int BATCHES = 5;
    private static final List<Step> KINDS = List.of(Step.values());
    private static final List<Step> OFTEN = List.of(Step.CREATE, Step.CLAIM, Step.CHUNK, Step.FINISH, Step.DECIDE);

    private static final String DISAGREEMENTS = """
            SELECT format('batch %s is %s, its generation %s, its import %s (applying %s)', b.id, b.status, g.status,
                a.status, b.applying)
            FROM ai_location_import_batches b JOIN processes g ON g.id = b.process_id
            LEFT JOIN processes a ON a.id = b.apply_process_id
            WHERE NOT CASE b.status
                WHEN 'draft' THEN g.status IN ('pending', 'running', 'waiting_review', 'failed')
                    AND (a.id IS NULL OR a.status IN ('completed', 'failed', 'cancelled') OR g.status = 'waiting_review')
                WHEN 'imported' THEN g.status = 'completed' AND NOT b.applying
                ELSE g.status IN ('cancelled', 'failed') AND (a.id IS NULL
                    OR a.status IN ('completed', 'failed', 'cancelled')) END
            """;

    private static final String MISCOUNTED = """
            SELECT format('batch %s counts %s/%s/%s/%s/%s, but has %s', b.id, b.total_items, b.approved_items,
                b.rejected_items, b.imported_items, b.failed_items, i)
            FROM ai_location_import_batches b CROSS JOIN LATERAL (
                SELECT count(*) AS total, count(*) FILTER (WHERE decision = 'approved') AS approved,
                    count(*) FILTER (WHERE decision = 'rejected') AS rejected,
                    count(*) FILTER (WHERE status = 'imported') AS imported,
                    count(*) FILTER (WHERE status = 'failed') AS failed,
                    count(*) FILTER (WHERE status IN ('pending_review', 'approved', 'failed')) AS open
                FROM ai_location_import_items WHERE batch_id = b.id) i
            WHERE (b.total_items, b.approved_items, b.rejected_items, b.imported_items, b.failed_items)
                <> (i.total, i.approved, i.rejected, i.imported, i.failed) OR (b.status = 'imported' AND i.open > 0)
            """;

    private static final String IMPORTED_TWICE = """
            SELECT format('item %s is %s and was imported %s times', i.id, i.status, count(p.id))
            FROM ai_location_import_items i
            LEFT JOIN process_items p ON p.item_key = i.id::text AND p.status = 'success'
            GROUP BY i.id HAVING count(p.id) <> (i.status = 'imported')::int
            """;

    private enum Step {
        CREATE,
        CLAIM,
        CHUNK,
        FINISH,
        FAIL,
        RETRY_LATER,
        DECIDE,
        IMPORT,
        DISCARD,
        APPROVE_PROCESS,
        REJECT_PROCESS,
        CANCEL_GENERATION,
        CANCEL_IMPORT,
        RETRY_PROCESS,
        REMIND,
        EXPIRE
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261122, 42})
    void keepsBatchItemsCountersAndProcessesInAgreement(long seed, TestDatabase database) throws Exception {
        try (QueueNode node = new QueueNode(database);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Set<Step> taken = ConcurrentHashMap.newKeySet();
            Set<String> ends = ConcurrentHashMap.newKeySet();
            List<Future<?>> walks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Walk walk = new Walk(node, database, taken, ends, seed * 31 + thread);
                walks.add(threads.submit(walk::run));
            }
            for (Future<?> walk : walks) {
                walk.get(4, TimeUnit.MINUTES);
            }
            assertThat(taken).as("steps that were accepted").containsAll(KINDS);
            assertThat(ends).as("how batches ended").contains("imported", "discarded");
        }
    }

    /** One thread's random steps. */
    private static final class Walk {
        private final QueueNode node;
        private final TestDatabase database;
        private final Set<Step> taken;
        private final Set<String> ends;
        private final RandomGenerator random;
        private final LocationReviews reviews;
        private final LocationBatches batches;
        private final LeftReviews left;
        private final JdbcClient jdbc;
        private final List<Job> claimed = new ArrayList<>();

        Walk(QueueNode node, TestDatabase database, Set<Step> taken, Set<String> ends, long seed) {
            this.node = node;
            this.database = database;
            this.taken = taken;
            this.ends = ends;
            this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            this.reviews = node.bean(LocationReviews.class);
            this.batches = node.bean(LocationBatches.class);
            this.left = node.bean(LeftReviews.class);
            this.jdbc = node.bean(JdbcClient.class);
        }

        /** All steps, and more of them when a rare one was refused by chance each time. */
        void run() {
            for (int i = 0; i < STEPS || (i < MOST_STEPS && taken.size() < KINDS.size()); i++) {
                List<Step> kinds = random.nextInt(3) == 0 ? KINDS : OFTEN;
                Step step = kinds.get(random.nextInt(kinds.size()));
                if (accepted(step)) {
                    taken.add(step);
                }
                assertThat(violations()).as("after %s", step).isEmpty();
            }
        }

        private List<String> violations() {
            String sql = DISAGREEMENTS + " UNION ALL " + MISCOUNTED + " UNION ALL " + IMPORTED_TWICE;
            List<String> found =
                    new ArrayList<>(database.jdbc().sql(sql).query(String.class).list());
            found.addAll(LedgerInvariants.violations(database.dataSource()));
            return found;
        }

        /** A refusal by another's step before it is fine; anything else, a deadlock say, is not. */
        private boolean accepted(Step step) {
            try {
                return take(step);
            } catch (IllegalTransition
                    | Refusal
                    | Rejected
                    | RefusedByLedger
                    | LostLease
                    | ConcurrentJobModificationException refused) {
                return false;
            }
        }

        private boolean take(Step step) {
            return switch (step) {
                case CREATE -> create();
                case CLAIM -> claimed.addAll(node.claim(1 + random.nextInt(2)));
                case CHUNK -> chunk();
                case FINISH -> finish();
                case FAIL -> end(new AttemptEnd.GaveUp("broken", "Broken"));
                case RETRY_LATER -> end(new AttemptEnd.RetryAfter("flaky", "Flaky", Duration.ofMillis(1)));
                case DECIDE -> decide();
                case IMPORT -> reviews.startImport(Scope.SEEDED, some().id()).value() > 0;
                case DISCARD -> random.nextInt(3) == 0 && ended(reviews.discard(Scope.SEEDED, some().id()));
                case APPROVE_PROCESS -> decide(ReviewPolicy.Decision.APPROVE);
                case REJECT_PROCESS -> random.nextInt(3) == 0 && decide(ReviewPolicy.Decision.REJECT);
                case CANCEL_GENERATION -> random.nextInt(3) == 0 && cancel(some().processId());
                case CANCEL_IMPORT -> cancel(some().applyProcessId());
                case RETRY_PROCESS -> retry();
                case REMIND ->
                    left.toRemind(Duration.ofMillis(1), 0, 3).stream()
                            .anyMatch(one -> left.remind(one, Duration.ofMillis(1)));
                case EXPIRE ->
                    random.nextInt(2) == 0
                            && left.toGiveUp(Duration.ofMillis(1), 0, 1).stream()
                                    .anyMatch(one -> left.giveUp(one, Duration.ofMillis(1)));
            };
        }

        private boolean ended(LocationBatch batch) {
            ends.add(batch.status().word());
            return true;
        }

        private boolean create() {
            if (reviews.list(Scope.SEEDED, Set.of(BatchStatus.DRAFT), null, null, Long.MAX_VALUE, BATCHES)
                            .size()
                    == BATCHES) {
                return false;
            }
            ObjectNode answers = JobJson.MAPPER.createObjectNode().put("brand", "Acme");
            return reviews.create(Scope.SEEDED, new NewLocationBatch(answers, 3, null, null, null))
                            .value()
                    > 0;
        }

        /** Mostly one that is a draft. */
        private LocationBatch some() {
            Set<BatchStatus> wanted = random.nextInt(6) == 0 ? Set.of() : Set.of(BatchStatus.DRAFT);
            List<LocationBatch> found = reviews.list(Scope.SEEDED, wanted, null, null, Long.MAX_VALUE, BATCHES);
            if (found.isEmpty()) {
                throw new Refusal(Refusal.Kind.NOT_FOUND, "not_found", "none");
            }
            return found.get(random.nextInt(found.size()));
        }

        private boolean decide() {
            long batch = some().id();
            List<LocationItem> items = reviews.items(Scope.SEEDED, batch, null, 0, 20);
            if (items.isEmpty()) {
                return false;
            }
            LocationItem item = items.get(random.nextInt(items.size()));
            ItemStatus status = switch (random.nextInt(6)) {
                case 0 -> ItemStatus.PENDING_REVIEW;
                case 1 -> null;
                case 2, 3 -> ItemStatus.APPROVED;
                default -> ItemStatus.REJECTED;
            };
            ObjectNode edit = random.nextInt(4) == 0 ? null : JobJson.MAPPER.createObjectNode();
            if (edit != null && random.nextInt(4) == 0) {
                edit.putNull("name");
            }
            reviews.decide(
                    Scope.SEEDED, batch, item.id(), new ItemDecision(status, random.nextInt(3) == 0, edit, null));
            return ended(reviews.find(Scope.SEEDED, batch));
        }

        private boolean decide(ReviewPolicy.Decision decision) {
            ProcessId process = Objects.requireNonNull(some().processId());
            node.queue.decide(Caller.of(Scope.SEEDED), process, decision, null);
            return true;
        }

        private boolean cancel(@Nullable ProcessId process) {
            if (process == null) {
                return false;
            }
            node.queue.cancel(Caller.of(Scope.SEEDED), process);
            return true;
        }

        private boolean retry() {
            ProcessId process = failed();
            if (process == null) {
                LocationBatch batch = some();
                process = random.nextBoolean() ? batch.processId() : batch.applyProcessId();
            }
            if (process == null) {
                return false;
            }
            node.queue.retry(Caller.of(Scope.SEEDED), process);
            return true;
        }

        /** Few processes fail, and soon they are discarded: a random one would hardly ever be among them. */
        private @Nullable ProcessId failed() {
            List<Long> failed = database.jdbc().sql("""
                            SELECT p.id FROM ai_location_import_batches b
                            JOIN processes p ON p.id IN (b.process_id, b.apply_process_id)
                            WHERE b.status = 'draft' AND p.status = 'failed' ORDER BY p.id
                            """).query(Long.class).list();
            return failed.isEmpty() ? null : new ProcessId(failed.get(random.nextInt(failed.size())));
        }

        private @Nullable Job mine() {
            return claimed.isEmpty() ? null : claimed.get(random.nextInt(claimed.size()));
        }

        private boolean chunk() {
            Job job = mine();
            if (job != null) {
                chunk(job);
            }
            return job != null;
        }

        /** Whether the job has come to its end. */
        private boolean chunk(Job job) {
            ProcessId id = ProcessJobs.processId(job);
            boolean generates = node.process(id).kind().type().equals("ai_location_import_generate");
            long batch = Objects.requireNonNull(node.process(id).input())
                    .path("batch_id")
                    .asLong();
            return node.roles.asTenant(Scope.SEEDED, () -> {
                boolean[] more = {true};
                ChunkResult result = generates ? generate(id, batch) : apply(batch, more);
                if (!node.ledger.record(id, Lease.of(job.getMetadata()), result, new Report(null, null, null, null))) {
                    throw new LostLease();
                }
                return !more[0];
            });
        }

        private ChunkResult generate(ProcessId id, long batch) {
            LocationBatch mine = batches.generating(jdbc, 1, batch, id.value());
            ObjectNode raw = JobJson.MAPPER.createObjectNode().put("name", "Acme " + random.nextInt(1000));
            if (random.nextInt(4) > 0) {
                raw.put("address", "1 Main St");
            }
            batches.addDrafts(jdbc, mine, List.of(new NewLocationItem(raw, LocationRules.check(raw))));
            return new ChunkResult(List.of(), Map.of("n", 1));
        }

        private ChunkResult apply(long batch, boolean[] more) {
            List<ImportOutcome> outcomes = new ArrayList<>();
            List<ItemResult> results = new ArrayList<>();
            for (LocationItem item : batches.toApply(jdbc, 1, batch, 2)) {
                boolean fails = random.nextInt(5) == 0;
                outcomes.add(
                        fails
                                ? new ImportOutcome.Failed(item.id(), "refused", "Refused")
                                : new ImportOutcome.Imported(item.id(), item.id(), false));
                long index = item.id() * 10_000 + item.version();
                String key = Long.toString(item.id());
                results.add(
                        fails
                                ? ItemResult.error(index, key, "refused", "Refused", null)
                                : ItemResult.success(index, key, null, null));
            }
            more[0] = batches.recordImports(jdbc, 1, batch, outcomes);
            return new ChunkResult(results, null);
        }

        private boolean finish() {
            Job job = mine();
            if (job == null) {
                return false;
            }
            boolean generates =
                    node.process(ProcessJobs.processId(job)).kind().type().endsWith("generate");
            if (!generates && !chunk(job)) {
                return false;
            }
            end(
                    job,
                    new AttemptEnd.Finished(
                            generates ? new JobOutcome.AwaitingReview(Map.of()) : new JobOutcome.Completed(Map.of())));
            LocationBatch batch =
                    reviews.list(Scope.SEEDED, Set.of(BatchStatus.IMPORTED), null, null, Long.MAX_VALUE, 1).stream()
                            .findFirst()
                            .orElse(null);
            return batch == null || ended(batch);
        }

        private boolean end(AttemptEnd end) {
            Job job = random.nextInt(3) == 0 ? mine() : null;
            if (job != null) {
                end(job, end);
            }
            return job != null;
        }

        private void end(Job job, AttemptEnd end) {
            claimed.remove(job);
            try {
                node.end(job, end);
            } finally {
                node.forgetEnd(job);
            }
        }
    }

    private static final class LostLease extends RuntimeException {}
}
