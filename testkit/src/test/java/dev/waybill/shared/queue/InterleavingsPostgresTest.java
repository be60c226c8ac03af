package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessFilter;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.process.Report;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.Paging;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random interleavings of everything that changes a process, from several threads on real connections. What must be true
 * is looked at after every single step, in a snapshot, while the others go on.
 */
@PostgresTest
class InterleavingsPostgresTest {

    private static final int THREADS = 4;
    private static final String NAME = "worker-";
    private static final int STEPS = 250;
    private static final int MOST_STEPS = 1_000;
    private static final List<Step> KINDS = List.of(Step.values());
    private static final List<Step> OFTEN = List.of(Step.SUBMIT, Step.CLAIM, Step.CHUNK);

    private enum Step {
        SUBMIT,
        CLAIM,
        HEARTBEAT,
        CHUNK,
        FINISH,
        FINISH_FOR_REVIEW,
        FAIL_FOR_GOOD,
        FAIL_AND_RETRY,
        PUT_OFF,
        HAND_BACK,
        ORPHAN,
        RETRY,
        RETRY_ITEMS,
        CANCEL,
        APPROVE,
        REJECT,
        CLEAN_UP,
        REQUEUE_THROUGH_JOBRUNR,
        DELETE_THROUGH_JOBRUNR
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261122, 42})
    void keepsHeaderEventsItemsAndJobRunrInAgreement(long seed, TestDatabase database) throws Exception {
        try (QueueNode node = new QueueNode(database);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Leases leases = new Leases();
            Set<Step> taken = ConcurrentHashMap.newKeySet();
            List<Future<?>> walks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Walk walk = new Walk(node, database, leases, taken, seed, thread);
                walks.add(threads.submit(walk::run));
            }
            for (Future<?> walk : walks) {
                walk.get(3, TimeUnit.MINUTES);
            }
            assertThat(taken).as("steps that were accepted").containsAll(KINDS);
            assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        }
    }

    /** One thread's random steps. It remembers the jobs that it has claimed, as a worker does. */
    private static final class Walk {
        private final QueueNode node;
        private final TestDatabase database;
        private final Leases leases;
        private final RandomGenerator random;
        private final BackgroundJobServer server;
        private final List<Job> claimed = new ArrayList<>();
        private final Set<Step> taken;

        Walk(QueueNode node, TestDatabase database, Leases leases, Set<Step> taken, long seed, int number) {
            this.node = node;
            this.database = database;
            this.leases = leases;
            this.taken = taken;
            this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + number);
            this.server = node.server(NAME + number);
        }

        /** All steps, and more of them when a rare kind was refused by chance each time. */
        void run() {
            for (int i = 0; i < STEPS || (i < MOST_STEPS && taken.size() < KINDS.size()); i++) {
                List<Step> kinds = random.nextInt(3) == 0 ? OFTEN : KINDS;
                Step step = kinds.get(random.nextInt(kinds.size()));
                if (accepted(step)) {
                    taken.add(step);
                }
                assertThat(LedgerInvariants.violations(database.dataSource()))
                        .as("after %s", step)
                        .isEmpty();
                leases.check(node);
            }
        }

        /** Whether the step had something to do and was not refused; a refusal by another's step before it is fine. */
        private boolean accepted(Step step) {
            try {
                return take(step);
            } catch (IllegalTransition | Refusal | RefusedByLedger | ConcurrentJobModificationException refused) {
                return false;
            }
        }

        private boolean take(Step step) {
            return switch (step) {
                case SUBMIT -> node.submit().value() > 0;
                case CLAIM -> claimed.addAll(node.claim(server, 1 + random.nextInt(2)));
                case HEARTBEAT -> heartbeat();
                case CHUNK -> chunk();
                case FINISH -> end(new AttemptEnd.Finished(new JobOutcome.Completed(Map.of())));
                case FINISH_FOR_REVIEW -> end(new AttemptEnd.Finished(new JobOutcome.AwaitingReview(Map.of())));
                case FAIL_FOR_GOOD -> end(new AttemptEnd.GaveUp("broken", "Broken"));
                case FAIL_AND_RETRY -> end(new AttemptEnd.RetryAfter("flaky", "Flaky", Duration.ofMillis(1)));
                case PUT_OFF -> end(new AttemptEnd.PutOff("later", Duration.ZERO));
                case HAND_BACK -> end(new AttemptEnd.HandedBack("worker_stopping"));
                case ORPHAN -> orphan();
                case RETRY -> onSome(ProcessStatus.FAILED, id -> node.queue.retry(Caller.of(Scope.SEEDED), id));
                case RETRY_ITEMS ->
                    onSome(ProcessStatus.COMPLETED, id -> node.queue.retryFailedItems(Caller.of(Scope.SEEDED), id));
                case CANCEL -> onSome(ProcessStatus.RUNNING, id -> node.queue.cancel(Caller.of(Scope.SEEDED), id));
                case APPROVE -> onSome(ProcessStatus.WAITING_REVIEW, id -> decide(id, ReviewPolicy.Decision.APPROVE));
                case REJECT -> onSome(ProcessStatus.WAITING_REVIEW, id -> decide(id, ReviewPolicy.Decision.REJECT));
                case CLEAN_UP -> cleanUp();
                case REQUEUE_THROUGH_JOBRUNR -> throughJobRunr(StateName.FAILED, Job::enqueue);
                case DELETE_THROUGH_JOBRUNR -> throughJobRunr(StateName.ENQUEUED, job -> job.delete("by hand"));
            };
        }

        private void decide(ProcessId id, ReviewPolicy.Decision decision) {
            node.queue.decide(Caller.of(Scope.SEEDED), id, decision, null);
        }

        private Optional<Job> mine() {
            return claimed.isEmpty() ? Optional.empty() : Optional.of(claimed.get(random.nextInt(claimed.size())));
        }

        private boolean heartbeat() {
            claimed.forEach(Job::updateProcessing);
            if (claimed.isEmpty()) {
                return false;
            }
            try {
                node.storage.save(List.copyOf(claimed));
            } catch (ConcurrentJobModificationException conflict) {
                claimed.removeAll(conflict.getConcurrentUpdatedJobs());
            }
            return true;
        }

        private boolean chunk() {
            return mine().map(job -> node.ledger.record(
                            ProcessJobs.processId(job),
                            Lease.of(job.getMetadata()),
                            new ChunkResult(items(), random.nextInt(100)),
                            new Report("step " + random.nextInt(3), 20L, "progress", null)))
                    .orElse(false);
        }

        private List<ItemResult> items() {
            List<ItemResult> items = new ArrayList<>();
            int from = random.nextInt(20);
            for (int i = from; i < from + 1 + random.nextInt(5); i++) {
                items.add(
                        switch (random.nextInt(3)) {
                            case 0 -> ItemResult.success(i, "k", null, Map.of("i", i));
                            case 1 -> ItemResult.error(i, "k", "bad", "Bad", null);
                            default -> ItemResult.skipped(i, "k", "unchanged", "Unchanged");
                        });
            }
            return items;
        }

        private boolean end(AttemptEnd end) {
            Optional<Job> job = mine();
            job.ifPresent(claimed::remove);
            job.ifPresent(one -> {
                try {
                    node.end(one, end);
                } finally {
                    node.forgetEnd(one);
                }
            });
            return job.isPresent();
        }

        private boolean orphan() {
            return node.storage.putBack(NAME + random.nextInt(THREADS)) > 0;
        }

        private boolean cleanUp() {
            boolean done = throughJobRunr(StateName.SUCCEEDED, job -> job.delete("clean-up"));
            return node.storage.deleteJobsPermanently(
                                    StateName.DELETED, Instant.now().plusSeconds(60))
                            > 0
                    || done;
        }

        private boolean throughJobRunr(StateName state, Consumer<Job> action) {
            List<Job> jobs = node.storage.getJobList(state, Paging.AmountBasedList.ascOnUpdatedAt(2));
            jobs.forEach(action);
            node.storage.save(jobs);
            return !jobs.isEmpty();
        }

        /** Mostly on a process that it is meant for, at times on any. */
        private boolean onSome(ProcessStatus meantFor, Consumer<ProcessId> action) {
            Set<ProcessStatus> wanted = random.nextInt(4) == 0 ? Set.of() : Set.of(meantFor);
            ProcessFilter filter = new ProcessFilter(wanted, Set.of(), null, null, null, null, null, null, null, null);
            List<Process> processes = node.reader.list(Scope.SEEDED, filter, null, 50);
            if (processes.isEmpty()) {
                return false;
            }
            action.accept(processes.get(random.nextInt(processes.size())).id());
            return true;
        }
    }

    /** The highest lease that any thread has seen; read and compared one thread at a time. */
    private static final class Leases {
        private final Map<ProcessId, Long> highest = new HashMap<>();

        synchronized void check(QueueNode node) {
            for (Process process : node.reader.list(Scope.SEEDED, ProcessFilter.ALL, null, 10_000)) {
                Long before = highest.put(process.id(), process.lease());
                assertThat(before == null || before <= process.lease())
                        .as("lease of %s", process.id())
                        .isTrue();
            }
        }
    }
}
