package dev.waybill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.ApiApplication;
import dev.waybill.client.ProcessEventView;
import dev.waybill.client.ProcessListener;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.WorkerApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two api and two worker processes that start at once on an empty database. */
class FleetPostgresTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int IMPORTS = 24;
    private static final int ROWS = 300;
    private static final String KEY = "wbk_fleet_" + "0123456789abcdef".repeat(4);

    @TempDir
    private Path directory;

    @Test
    void sharesTheWorkAndServesTheSameStreams() throws IOException {
        try (TestDatabase database = TestDatabase.empty();
                ChildJvm firstApi = api(database);
                ChildJvm secondApi = api(database);
                ChildJvm firstWorker = worker(database, "first");
                ChildJvm secondWorker = worker(database, "second");
                WaybillClient first = client(firstApi);
                WaybillClient second = client(secondApi)) {
            firstWorker.awaitOutput("BackgroundJobServer .* started successfully", PATIENCE);
            secondWorker.awaitOutput("BackgroundJobServer .* started successfully", PATIENCE);
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < IMPORTS; i++) {
                ids.add((i % 2 == 0 ? first : second)
                        .importFile("csv", file(i), Map.of())
                        .id());
            }

            Set<String> workers = new HashSet<>();
            for (long id : ids) {
                ProcessView ended = second.waitFor(id, PATIENCE);
                assertThat(ended.operatorStatus()).as("%s", ended).isEqualTo("succeeded");
                assertThat(ended.succeededItems()).isEqualTo(ROWS);
                assertThat(ended.attempts()).isEqualTo(1);
                assertThat(seqs(first, id)).isEqualTo(seqs(second, id)).startsWith(1L, 2L);
                workers.add(String.valueOf(ended.workerId()));
            }
            assertThat(workers).containsExactlyInAnyOrder("first", "second");
            assertThat(database.jdbc()
                            .sql("SELECT count(*) FROM products")
                            .query(Long.class)
                            .single())
                    .isEqualTo((long) IMPORTS * ROWS);
            assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        }
    }

    private static List<Long> seqs(WaybillClient client, long id) {
        List<Long> seqs = new ArrayList<>();
        client.stream(id, new ProcessListener() {
            @Override
            public void event(ProcessEventView event) {
                seqs.add(event.seq());
            }
        });
        return seqs;
    }

    private Path file(int number) throws IOException {
        StringBuilder rows = new StringBuilder("sku,name,price\n");
        for (int row = 0; row < ROWS; row++) {
            rows.append("F%d-%d,Product %d,1.00\n".formatted(number, row, row));
        }
        return Files.writeString(directory.resolve(number + ".csv"), rows);
    }

    private static WaybillClient client(ChildJvm api) {
        String port = api.awaitOutput("Tomcat started on port (\\d+)", PATIENCE).group(1);
        return WaybillClient.builder(URI.create("http://127.0.0.1:" + port))
                .apiKey(KEY)
                .build();
    }

    private static ChildJvm api(TestDatabase database) {
        return on(database, ChildJvm.of(ApiApplication.class))
                .property("waybill.worker.enabled", "false")
                .start();
    }

    private static ChildJvm worker(TestDatabase database, String name) {
        return on(database, ChildJvm.of(WorkerApplication.class))
                .property("waybill.worker.name", name)
                .property("waybill.worker.threads", "4")
                .start();
    }

    /** The standalone's own settings are on the class path too: they are put aside. */
    private static ChildJvm.Launch on(TestDatabase database, ChildJvm.Launch launch) {
        // the worker has the API on its class path here, and would not start without
        return launch.environment("WAYBILL_ACCESS_FIRST_ADMIN_KEY", KEY)
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .property("spring.config.location", "classpath:/waybill-api.yml,classpath:/waybill-worker.yml")
                .property("waybill.dashboard.enabled", "false")
                .property("management.server.port", "-1")
                .property("server.port", "0");
    }
}
