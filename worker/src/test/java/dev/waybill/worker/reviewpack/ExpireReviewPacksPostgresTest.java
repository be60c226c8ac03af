package dev.waybill.worker.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.reviewpack.PackExpiryInput;
import dev.waybill.shared.reviewpack.PackStatus;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.shared.reviewpack.ReviewPackTypes;
import dev.waybill.shared.reviewpack.ReviewPacks;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ExpireReviewPacksPostgresTest {

    private static PackNode node;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        node = new PackNode(database);
        behind = database.superuser();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void deletesTheFilesOfPacksWhoseTimeIsOverOnce() {
        long tenant = PackNode.tenant(behind, "Over", 1);
        ReviewPack over = node.generate(tenant, ReviewPackOptions.ALL);
        ReviewPack fresh = node.generate(tenant, ReviewPackOptions.ALL);
        behind.sql("UPDATE review_packs SET expires_at = now() WHERE id = ?")
                .param(over.id())
                .update();
        assertThat(find(over).status())
                .as("expired before anybody has cleaned up")
                .isEqualTo(PackStatus.EXPIRED);
        assertThat(has(over)).isTrue();

        assertThat(expire()).isEqualTo("expired 1, abandoned 0");
        assertThat(has(over)).isFalse();
        assertThat(find(over).status()).isEqualTo(PackStatus.EXPIRED);
        assertThat(find(over).file()).isNull();
        assertThat(find(over).fileSize()).isEqualTo(over.fileSize());
        assertThat(find(fresh).status()).isEqualTo(PackStatus.READY);
        assertThat(has(fresh)).isTrue();

        assertThat(expire()).isEqualTo("expired 0, abandoned 0");
    }

    @Test
    void removesWhatTheLastAttemptOfAPackHasLeft() throws IOException {
        long tenant = PackNode.tenant(behind, "Left", 1);
        ReviewPack pack = node.generate(tenant, ReviewPackOptions.ALL);
        UUID left = UUID.randomUUID();
        node.bean(FileStore.class)
                .store(
                        new NewFile(1, null, "left.zip", null, left),
                        new ByteArrayInputStream(new byte[] {1}),
                        Long.MAX_VALUE);
        behind.sql("UPDATE review_packs SET writing_file_id = :left WHERE id = :id")
                .param("left", left)
                .param("id", pack.id())
                .update();

        assertThat(expire()).isEqualTo("expired 0, abandoned 1");
        assertThat(node.bean(FileStore.class).find(1, left)).isEmpty();
        assertThat(has(pack)).isTrue();
    }

    private static ReviewPack find(ReviewPack pack) {
        return node.bean(ReviewPacks.class).find(Scope.SEEDED, pack.id());
    }

    private static boolean has(ReviewPack pack) {
        return node.bean(FileStore.class)
                .find(1, Objects.requireNonNull(pack.file()).id())
                .isPresent();
    }

    private static String expire() {
        Process process = node.await(node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SYSTEM, ReviewPackTypes.EXPIRY, new PackExpiryInput()))
                .id());
        assertThat(process.status()).as("%s", process.errorMessage()).isEqualTo(ProcessStatus.COMPLETED);
        return "expired %s, abandoned %s"
                .formatted(
                        Objects.requireNonNull(process.summary()).path("expired"),
                        Objects.requireNonNull(process.summary()).path("abandoned"));
    }
}
