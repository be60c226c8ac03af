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
        steward.startProcessing(first, Thread.currentThread());
        steward.startProcessing(second, Thread.currentThread());

        resolver.resolve(new ConcurrentJobModificationException(first));
        lost.discard(first.getId(), firstLease);

        assertThat(stopped).containsExactly(firstLease);
        assertThat(first.getState()).isEqualTo(StateName.DELETED);
        assertThat(second.getState()).isEqualTo(StateName.PROCESSING);
        steward.stopProcessing(first);
        steward.stopProcessing(second);
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
