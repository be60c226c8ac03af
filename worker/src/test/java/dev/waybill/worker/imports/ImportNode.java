package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ImportSources;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.imports.UndoInput;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A whole worker in this JVM, on a test's database, as a team's own application would be. */
final class ImportNode implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    ImportNode(TestDatabase database, String... properties) {
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

    UUID store(String name, String content) {
        return store(name, content.getBytes(UTF_8));
    }

    UUID store(String name, byte[] content) {
        try {
            return bean(FileStore.class)
                    .store(new NewFile(1, 1L, name, null), new ByteArrayInputStream(content), Long.MAX_VALUE)
                    .id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Imports it and waits for the end. */
    Process run(CsvInput input) {
        return run(ImportTypes.CSV, input);
    }

    /** Imports it and waits for the end. */
    <I> Process run(JobType<I> type, I input) {
        return await(bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, type, input))
                .id());
    }

    /** Enqueues an import that may fail so often. */
    ProcessId submit(CsvInput input, int maxAttempts) {
        return bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, ImportTypes.CSV, input).withMaxAttempts(maxAttempts))
                .id();
    }

    Process find(ProcessId id) {
        return bean(ProcessReader.class).find(Scope.SEEDED, id).orElseThrow();
    }

    /** Takes it back and waits for the end. */
    Process undo(Process process) {
        return await(bean(ProcessQueue.class)
                .undo(Caller.of(Scope.SEEDED), process.id())
                .id());
    }

    /** Imports it with everything found out. */
    Process run(String name, byte[] content) {
        return run(CsvInput.of(store(name, content)));
    }

    Job<UndoInput> undoJob() {
        return bean(Imports.class).undo(bean(ImportSources.class));
    }

    Process await(ProcessId id) {
        ProcessReader reader = bean(ProcessReader.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        reader.find(Scope.SEEDED, id).orElseThrow().status().terminal());
        return reader.find(Scope.SEEDED, id).orElseThrow();
    }

    List<ProcessItem> items(Process process) {
        return bean(ProcessReader.class).items(Scope.SEEDED, process.id(), null, -1, 1_000);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
