package dev.waybill.worker.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.locations.BatchInput;
import dev.waybill.shared.locations.ItemDecision;
import dev.waybill.shared.locations.ItemStatus;
import dev.waybill.shared.locations.LocationBatch;
import dev.waybill.shared.locations.LocationBatches;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationReviews;
import dev.waybill.shared.locations.LocationRules;
import dev.waybill.shared.locations.LocationTypes;
import dev.waybill.shared.locations.NewLocationBatch;
import dev.waybill.shared.locations.NewLocationItem;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A whole worker in this JVM; what a model would generate stands in the answers. */
final class ReviewNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;

    ReviewNode(TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "waybill.worker.drain-timeout=100ms")
                .properties(all.toArray(String[]::new))
                .run();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    LocationReviews reviews() {
        return bean(LocationReviews.class);
    }

    /** A batch whose drafts wait for review. */
    long generated(String... drafts) {
        ObjectNode answers = JobJson.MAPPER.createObjectNode();
        for (String draft : drafts) {
            answers.withArray("drafts").add(Objects.requireNonNull(JobJson.read(draft)));
        }
        ProcessId process =
                reviews().create(Scope.SEEDED, new NewLocationBatch(answers, drafts.length + 1, null, null, null));
        Awaitility.await().atMost(PATIENCE).until(() -> process(process).status() == ProcessStatus.WAITING_REVIEW);
        return reviews().ofProcess(Scope.SEEDED, process).orElseThrow().id();
    }

    LocationBatch batch(long id) {
        return reviews().find(Scope.SEEDED, id);
    }

    List<LocationItem> items(long batch) {
        return reviews().items(Scope.SEEDED, batch, null, 0, 1_000);
    }

    LocationItem decide(long batch, int index, ItemStatus status) {
        return decide(batch, index, new ItemDecision(status, false, null, null));
    }

    LocationItem decide(long batch, int index, ItemDecision decision) {
        return reviews().decide(Scope.SEEDED, batch, items(batch).get(index).id(), decision);
    }

    /** Imports and waits for the end. */
    Process importNow(long batch) {
        return await(reviews().startImport(Scope.SEEDED, batch));
    }

    Process await(ProcessId id) {
        Awaitility.await().atMost(PATIENCE).until(() -> process(id).status().terminal());
        return process(id);
    }

    Process process(@Nullable ProcessId id) {
        return bean(ProcessReader.class).load(Objects.requireNonNull(id)).orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(excludeName = "dev.waybill.worker.locations.AiLocationAutoConfiguration")
    static class Application {
        @Bean
        Job<BatchInput> generator(LocationBatches batches) {
            return new Echo(batches);
        }
    }

    /** Takes the drafts from the answers. */
    private record Echo(LocationBatches batches) implements Job<BatchInput> {
        @Override
        public JobType<BatchInput> type() {
            return LocationTypes.GENERATE;
        }

        @Override
        public JobOutcome run(BatchInput input, Progress progress) throws Exception {
            progress.chunk(tx -> {
                LocationBatch batch =
                        batches.generating(tx, progress.workspaceId(), input.batchId(), progress.processId());
                if (batch.sourceAnswers().path("drafts").isEmpty()) {
                    throw new Rejected("nothing", "Nothing to generate");
                }
                List<NewLocationItem> items = new ArrayList<>();
                for (JsonNode draft : batch.sourceAnswers().path("drafts")) {
                    items.add(new NewLocationItem(draft, LocationRules.check(draft)));
                }
                batches.addDrafts(tx, batch, items);
                return new ChunkResult(List.of(), null);
            });
            return new JobOutcome.AwaitingReview(Map.of("generated", 1));
        }
    }
}
