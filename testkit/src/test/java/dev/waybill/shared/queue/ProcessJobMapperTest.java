package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.process.ProcessId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.context.JobDashboardLogger;
import org.jobrunr.jobs.states.DeletedState;
import org.jobrunr.jobs.states.EnqueuedState;
import org.jobrunr.jobs.states.FailedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.jobs.states.SucceededState;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessJobMapperTest {

    private static final Instant THEN = Instant.parse("2026-03-04T05:06:07.089012345Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JacksonJsonMapper jobRunrs = new JacksonJsonMapper();
    private final ProcessJobMapper ours = new ProcessJobMapper(jobRunrs);

    static Stream<Job> jobs() {
        UUID server = UUID.randomUUID();
        JobState enqueued = new EnqueuedState(THEN);
        JobState whole = new EnqueuedState(Instant.parse("2026-03-04T05:06:00Z"));
        JobState scheduled = new ScheduledState(THEN.plusSeconds(60), (String) null, THEN);
        JobState retried = new ScheduledState(THEN.plusSeconds(60), "sku_missing", THEN);
        JobState runs = new ProcessingState(server, "worker \"1\" \\ ü\n", THEN, THEN.plusNanos(1));
        JobState plain = new ProcessingState(server, "worker-1", THEN, THEN.plusMillis(1));
        JobState succeeded =
                new SucceededState(Duration.ofNanos(17), Duration.ofHours(30).plusNanos(1), THEN);
        JobState negative = new SucceededState(Duration.ofMillis(-1_500), Duration.ZERO, THEN);
        JobState failed = new FailedState("m", "t", "em", null, null, "trace", false, THEN);
        return Stream.of(
                job("import/csv", enqueued),
                job("import/csv", whole),
                job("import/csv", scheduled),
                job("import/csv", enqueued, plain),
                job("name with \" and \\ and \u0001", enqueued, runs),
                run(job("import/csv", enqueued, plain, succeeded)),
                job("import/csv", scheduled, enqueued, plain, negative),
                job("import/csv", enqueued, plain, failed, retried, enqueued, plain, succeeded),
                job("import/csv", enqueued, new DeletedState("no longer wanted", THEN)),
                with(job("import/csv", enqueued, plain), "waybill-lease", 7L),
                with(job("import/csv", enqueued, plain), "something", "else"),
                logged(with(job("import/csv", enqueued, plain), "waybill-lease", Long.MAX_VALUE)),
                with(
                        new Job(ProcessJobs.create(UUID.randomUUID(), new ProcessId(1), "x")
                                .getJobDetails()),
                        "k",
                        1L));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void bothReadWhatEitherWrites(Job job) throws Exception {
        String written = ours.serialize(job);

        assertThat(tree(written)).isEqualTo(tree(jobRunrs.serialize(job)));
        for (Job read : List.of(
                ours.deserialize(written, Job.class),
                jobRunrs.deserialize(written, Job.class),
                ours.deserialize(jobRunrs.serialize(job), Job.class))) {
            assertThat(tree(jobRunrs.serialize(read))).isEqualTo(tree(jobRunrs.serialize(job)));
            assertThat(Lease.of(read.getMetadata())).isEqualTo(Lease.of(job.getMetadata()));
            assertThat(read.hasStateChange()).isFalse();
        }
    }

    @Test
    void takesTheShortWayWithWhatNearlyAllJobsAre() {
        List<Job> usual = jobs().limit(7).toList();

        assertThat(usual).extracting(JobText::write).doesNotContainNull();
        assertThat(usual)
                .filteredOn(job -> job.getJobName().equals("import/csv · #42"))
                .hasSize(6)
                .extracting(job -> JobText.read(ours.serialize(job)))
                .doesNotContainNull();
    }

    @Test
    void readsNothingThatIsCutOffOrHasMore() {
        String text = ours.serialize(jobs().skip(5).findFirst().orElseThrow());

        for (int length = 0; length < text.length(); length++) {
            assertThat(JobText.read(text.substring(0, length)))
                    .as("%d characters", length)
                    .isNull();
        }
        assertThat(JobText.read(text + " ")).isNull();
        assertThat(JobText.read(text.replace("\"labels\":[]", "\"labels\":[\"a\"]")))
                .isNull();
    }

    private static Job job(String label, JobState... states) {
        Job made = ProcessJobs.create(UUID.randomUUID(), new ProcessId(42), label);
        Job job = new Job(made.getId(), 3, made.getJobDetails(), List.of(states), new ConcurrentHashMap<>());
        job.setJobName(made.getJobName());
        job.setAmountOfRetries(made.getAmountOfRetries());
        return job;
    }

    private static Job with(Job job, String key, Object value) {
        job.getMetadata().put(key, value);
        return job;
    }

    /** As JobRunr does with every job that it runs. */
    private static Job run(Job job) {
        JobDashboardLogger unused = new JobDashboardLogger(job);
        return job;
    }

    private static Job logged(Job job) {
        new JobDashboardLogger(job).info("a line");
        return job;
    }

    /** Without what is written in more than one way and read as the same: the type of a number, a log without lines. */
    private static ObjectNode tree(String json) throws Exception {
        ObjectNode tree = (ObjectNode) JSON.readTree(json);
        ObjectNode metadata = (ObjectNode) tree.get("metadata");
        if (metadata.at("/jobRunrDashboardLog-3/logLines").isEmpty()) {
            metadata.remove("jobRunrDashboardLog-3");
        }
        if (metadata.path("waybill-lease").isArray()) {
            metadata.set("waybill-lease", metadata.get("waybill-lease").get(1));
        }
        return tree;
    }
}
