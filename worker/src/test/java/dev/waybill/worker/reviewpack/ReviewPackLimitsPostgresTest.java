package dev.waybill.worker.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.reviewpack.PackStatus;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.shared.reviewpack.ReviewPackTypes;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ReviewPackLimitsPostgresTest {

    private static PackNode node;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        node = new PackNode(database, "waybill.files.max-size=2KB");
        behind = database.superuser();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void failsWithAReasonWhenThePackIsLargerThanAFileMayBe() {
        long tenant = PackNode.tenant(behind, "Large", 100);

        Process ended = node.await(node.submit(tenant, ReviewPackOptions.ALL));

        assertThat(ended.status()).isEqualTo(ProcessStatus.FAILED);
        assertThat(ended.reasonCode()).isEqualTo("too_large");
        assertThat(node.pack(ended.id()).status()).isEqualTo(PackStatus.FAILED);
        assertThat(behind.sql("SELECT count(*) FROM files").query(Long.class).single())
                .isZero();
    }

    @Test
    void failsWithoutARowToFill() {
        long tenant = PackNode.tenant(behind, "Bare", 1);

        Process ended = node.await(node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, ReviewPackTypes.GENERATE, ReviewPackOptions.ALL)
                        .ofTenant(tenant))
                .id());

        assertThat(ended.reasonCode()).isEqualTo("no_review_pack");
    }
}
