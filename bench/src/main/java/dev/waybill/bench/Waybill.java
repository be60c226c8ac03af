package dev.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application of Waybill in this JVM, with everything on: ledger, events, leases, sequence numbers, row security. */
final class Waybill {

    /** Input of a job that only says that it runs. */
    record Nothing(long number) {}

    /**
     * Input of a job that adds notes to its log, which say when in microseconds since 1970.
     *
     * @param millis between two
     * @param firstMillis until the first
     */
    record Notes(int notes, int millis, int firstMillis) {}

    private static final JobType<Nothing> NOTHING = JobType.of("bench_nothing", Nothing.class);
    private static final JobType<Notes> NOTES = JobType.of("bench_notes", Notes.class);

    private static final Clock CLOCK = Clock.systemUTC();

    private Waybill() {}

    /** An application that only enqueues. */
    static ConfigurableApplicationContext caller(Database database) {
        return start(database, WebApplicationType.NONE, Map.of("waybill.worker.enabled", "false"), number -> {});
    }

    /** An application that runs so many jobs at a time. */
    static ConfigurableApplicationContext worker(Database database, int threads, LongConsumer ran) {
        Map<String, String> settings = Map.of("waybill.worker.threads", Integer.toString(threads));
        return start(database, WebApplicationType.NONE, settings, ran);
    }

    /** @param ran what a job of type {@link Nothing} does with its number */
    static ConfigurableApplicationContext start(
            Database database, WebApplicationType web, Map<String, String> settings, LongConsumer ran) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--waybill.database.url=" + database.url(),
                "--waybill.database.username=" + database.username(),
                "--waybill.database.password=" + database.password()));
        settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return new SpringApplicationBuilder(Application.class)
                .web(web)
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("ran", ran))
                .run(arguments.toArray(String[]::new));
    }

    /** A job that only says that it runs. */
    static Submission nothing(Scope scope, long number) {
        JsonNode input = JobJson.MAPPER.valueToTree(new Nothing(number));
        return Submission.of(scope, NOTHING.name(), null, input);
    }

    static Submission notes(Notes notes) {
        return Submission.of(Scope.SEEDED, NOTES.name(), null, JobJson.MAPPER.valueToTree(notes));
    }

    /** Microseconds since 1970. */
    static long micros() {
        Instant now = CLOCK.instant();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(now.getNano());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        JobType<Nothing> nothingType() {
            return NOTHING;
        }

        @Bean
        JobType<Notes> notesType() {
            return NOTES;
        }

        @Bean
        Job<Nothing> nothing(LongConsumer ran) {
            return new DoNothing(ran);
        }

        @Bean
        Job<Notes> notes() {
            return new TakeNotes();
        }
    }

    record DoNothing(LongConsumer ran) implements Job<Nothing> {

        @Override
        public JobType<Nothing> type() {
            return NOTHING;
        }

        @Override
        public JobOutcome run(Nothing input, Progress progress) {
            ran.accept(input.number());
            return new JobOutcome.Completed(Map.of());
        }
    }

    record TakeNotes() implements Job<Notes> {

        @Override
        public JobType<Notes> type() {
            return NOTES;
        }

        @Override
        public JobOutcome run(Notes input, Progress progress) {
            long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(input.firstMillis());
            for (int note = 0; note < input.notes(); note++) {
                Pause.until(start + TimeUnit.MILLISECONDS.toNanos((long) note * input.millis()));
                progress.note(Long.toString(micros()));
            }
            return new JobOutcome.Completed(Map.of());
        }
    }
}
