package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jobrunr.jobs.Job;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.Paging;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The queue and the ledger of one node, with a JobRunr server that is not started: a test takes its steps itself, through
 * the storage provider as JobRunr does.
 */
final class QueueNode implements AutoCloseable {

    static final JobType<Input> TYPE = JobType.of("counted", Input.class).withMaxAttempts(3);

    record Input(@NotNull @Max(10) Integer count) {}

    private final ConfigurableApplicationContext context;
    private final TestDatabase database;
    final ProcessQueue queue;
    final ProcessLedger ledger;
    final ProcessReader reader;
    final RoleTransactions roles;
    final LedgerStorageProvider storage;
    final AttemptEnds ends;
    final NextState nextState;
    final BackgroundJobServer server;

    QueueNode(TestDatabase database) {
        this.database = database;
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .properties(database.springProperties())
                .run();
        queue = context.getBean(ProcessQueue.class);
        ledger = context.getBean(ProcessLedger.class);
        reader = context.getBean(ProcessReader.class);
        roles = context.getBean(RoleTransactions.class);
        storage = context.getBean(LedgerStorageProvider.class);
        ends = context.getBean(AttemptEnds.class);
        nextState = context.getBean(NextState.class);
        server = server("stepped");
    }

    /** A JobRunr server of that name, not started. */
    BackgroundJobServer server(String name) {
        return new BackgroundJobServer(
                storage,
                new JacksonJsonMapper(),
                null,
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andName(name));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TransactionTemplate transaction() {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    static Submission submission() {
        return submission(Scope.SEEDED);
    }

    static Submission submission(long workspace) {
        return submission(new Scope(workspace, null));
    }

    private static Submission submission(Scope scope) {
        return Submission.of(
                scope, TYPE.name(), null, JsonNodeFactory.instance.objectNode().put("count", 3));
    }

    ProcessId submit() {
        return queue.submit(submission()).id();
    }

    ProcessId submit(long workspace, int priority) {
        return queue.submit(submission(workspace).withPriority(priority)).id();
    }

    /** Claims as JobRunr's server does. */
    List<Job> claim(int limit) {
        return claim(server, limit);
    }

    List<ProcessId> claimed(int limit) {
        return ids(claim(limit));
    }

    static List<ProcessId> ids(List<Job> jobs) {
        return jobs.stream().map(ProcessJobs::processId).toList();
    }

    static List<ProcessId> inParallel(int times, Callable<List<ProcessId>> claim) throws Exception {
        List<ProcessId> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Callable<List<ProcessId>>> claims = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                claims.add(claim);
            }
            for (Future<List<ProcessId>> one : threads.invokeAll(claims)) {
                all.addAll(one.get());
            }
        }
        return all;
    }

    List<Job> claim(BackgroundJobServer claimant, int limit) {
        List<Job> jobs = claimAhead(claimant, limit);
        jobs.forEach(this::begin);
        return jobs;
    }

    /** A claimed job's attempt has a thread. */
    void begin(Job job) {
        Optional<Process> unused = bean(UnstartedClaims.class).begun(job.getId());
    }

    /** Claims jobs that wait for a thread then. */
    List<Job> claimAhead(BackgroundJobServer claimant, int limit) {
        return storage.getJobsToProcess(claimant, Paging.AmountBasedList.ascOnUpdatedAt(limit));
    }

    Job claimOne() {
        return claim(1).getFirst();
    }

    /** Ends the attempt of a claimed job as its worker does: hand-over, state, election, save. */
    void end(Job job, AttemptEnd end) {
        ends.put(job.getId(), Lease.of(job.getMetadata()), end);
        if (end instanceof AttemptEnd.Finished) {
            job.succeeded();
        } else {
            job.failed("An exception occurred during the performance of the job", new AttemptFailed("test"));
            nextState.onStateElection(job, job.getJobState());
        }
        storage.save(job);
    }

    /** As if this node had not been told how the job's attempt ended. */
    void forgetEnd(Job job) {
        ends.remove(job.getId(), ends.get(job.getId()));
    }

    /** Cancels what has not ended, whatever workspace it is of. */
    void cancelAll() {
        database.jdbc()
                .sql("SELECT id, workspace_id FROM processes WHERE status IN ('pending', 'running', 'waiting_review')")
                .query((row, index) -> Map.entry(row.getLong("id"), row.getLong("workspace_id")))
                .list()
                .forEach(active ->
                        queue.cancel(Caller.of(new Scope(active.getValue(), null)), new ProcessId(active.getKey())));
    }

    Process process(ProcessId id) {
        return reader.find(Scope.SEEDED, id).orElseThrow();
    }

    List<String> events(ProcessId id) {
        return reader.events(Scope.SEEDED, id, 0, 1000).stream()
                .map(ProcessEvent::type)
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        JobType<Input> countedType() {
            return TYPE;
        }

        @Bean
        ServedWork served() {
            return new ServedWork() {
                @Override
                public Set<String> labels() {
                    return Set.of(TYPE.label(), "ai_location_import_generate", "ai_location_import_apply");
                }

                @Override
                public Set<String> queues() {
                    return Set.of();
                }
            };
        }

        @Bean
        ItemRetry itemRetry() {
            return new ItemRetry() {
                @Override
                public String label() {
                    return TYPE.label();
                }

                @Override
                public ObjectNode input(ObjectNode original, long retryOf) {
                    return original.put("count", 1);
                }
            };
        }
    }
}
