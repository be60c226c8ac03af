package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.JobSteward;
import org.jobrunr.server.concurrent.ConcurrentJobModificationResolver;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A worker that runs a job, and of the same job a claim that it has lost. */
@PostgresTest
class LostClaimsPostgresTest {

    private static QueueNode node;

    @BeforeAll
    static void start(TestDatabase database) {
        node = new QueueNode(database);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void cancel() {
        node.cancelAll();
    }

    @Test
    void areGivenUpWithoutTheClaimThatFollowed() {
        node.submit();
        Job first = node.claimOne();
        assertThat(node.storage.putBack(node.server.getConfiguration().getName()))
                .isEqualTo(1);
        Job second = node.claimOne();
        assertThat(second.getId()).isEqualTo(first.getId());
        long firstLease = Lease.of(first.getMetadata());
        List<Long> stopped = new ArrayList<>();
        LostClaims lost = new LostClaims(new ToldOnly(stopped));
        ConcurrentJobModificationResolver resolver = lost.toConcurrentJobModificationResolver(node.server);
        JobSteward steward = node.server.getJobSteward();
        steward.startProcessing(second, Thread.currentThread());

        resolver.resolve(new ConcurrentJobModificationException(first));
        lost.discard(first.getId(), firstLease);

        assertThat(stopped).containsExactly(firstLease);
        assertThat(second.getState()).isEqualTo(StateName.PROCESSING);

        lost.discard(second.getId(), Lease.of(second.getMetadata()));

        assertThat(second.getState()).isEqualTo(StateName.DELETED);
        steward.stopProcessing(second);
    }

    /** JobRunr would end the new claim's copy when the old one begins. */
    @Test
    void areNotClaimedAgainWhereTheyStillWaitForAThread(TestDatabase database) {
        try (QueueNode other = new QueueNode(database)) {
            ProcessId id = node.submit();
            Job lost = node.claimAhead(node.server, 1).getFirst();
            assertThat(other.storage.putBack(node.server.getConfiguration().getName()))
                    .isEqualTo(1);

            assertThat(node.claim(1)).isEmpty();
            node.begin(lost);

            assertThat(node.claimed(1)).containsExactly(id);
        }
    }

    /** Runs nothing. */
    private record ToldOnly(List<Long> stopped) implements ProcessExecution {
        @Override
        public AttemptEnd run(ProcessId id, Optional<Process> claimed, UUID jobId, long lease) {
            throw new IllegalStateException("nothing is run");
        }

        @Override
        public void lost(UUID jobId, long lease) {
            stopped.add(lease);
        }
    }
}
