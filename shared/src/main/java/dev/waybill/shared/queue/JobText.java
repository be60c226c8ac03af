package dev.waybill.shared.queue;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.context.JobDashboardLogger.JobDashboardLogLines;
import org.jobrunr.jobs.states.EnqueuedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.jobs.states.SucceededState;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a process's job as JobRunr's own mapper writes it, for the histories that nearly all have: it was enqueued or
 * scheduled, runs, has succeeded. Such a text is the same every time but for a few values, so that it is written and read
 * without reflection. Whatever else there is belongs to JobRunr's mapper, which reads these texts too.
 */
final class JobText {

    private static final String REQUEST = RunProcess.class.getName();
    private static final String STATES = "org.jobrunr.jobs.states.";

    private static final String VERSION = "{\"version\":";
    private static final String NAME = ",\"jobSignature\":\"" + ProcessJobs.SIGNATURE + "\",\"jobName\":\"";
    private static final String PROCESS = "\",\"amountOfRetries\":0,\"labels\":[],\"jobDetails\":{\"className\":\""
            + RunProcessHandler.class.getName() + "\",\"methodName\":\"run\",\"jobParameters\":[{\"className\":\""
            + REQUEST + "\",\"actualClassName\":\"" + REQUEST + "\",\"object\":{\"processId\":";
    private static final String ID = "}}],\"cacheable\":true},\"id\":\"";
    private static final String HISTORY = "\",\"jobHistory\":[";
    private static final String ENQUEUED =
            "{\"@class\":\"" + STATES + "EnqueuedState\",\"state\":\"ENQUEUED\",\"createdAt\":\"";
    private static final String SCHEDULED =
            "{\"@class\":\"" + STATES + "ScheduledState\",\"state\":\"SCHEDULED\",\"createdAt\":\"";
    private static final String SCHEDULED_AT = "\",\"scheduledAt\":\"";
    private static final String PROCESSING =
            "{\"@class\":\"" + STATES + "ProcessingState\",\"state\":\"PROCESSING\",\"createdAt\":\"";
    private static final String SERVER = "\",\"serverId\":\"";
    private static final String SERVER_NAME = "\",\"serverName\":\"";
    private static final String UPDATED = "\",\"updatedAt\":\"";
    private static final String SUCCEEDED =
            "{\"@class\":\"" + STATES + "SucceededState\",\"state\":\"SUCCEEDED\",\"createdAt\":\"";
    private static final String LATENCY = "\",\"latencyDuration\":";
    private static final String TOOK = ",\"processDuration\":";
    private static final String METADATA = "],\"metadata\":{\"@class\":\"" + ConcurrentHashMap.class.getName() + "\"";
    private static final String LEASE = ",\"" + Lease.KEY + "\":";
    private static final String END = "}}";

    private JobText() {}

    /** Null when the job has something that such a text does not hold. */
    static @Nullable String write(Job job) {
        if (!ProcessJobs.isProcess(job)
                || job.getJobName() == null
                || !Integer.valueOf(0).equals(job.getAmountOfRetries())
                || !Boolean.TRUE.equals(job.getJobDetails().getCacheable())
                || !job.getLabels().isEmpty()
                || job.getRecurringJobId().isPresent()
                || !isPlain(job.getMetadata())) {
            return null;
        }
        StringBuilder text = new StringBuilder(1_024)
                .append(VERSION)
                .append(job.getVersion())
                .append(NAME);
        JsonStringEncoder.getInstance().quoteAsString(job.getJobName(), text);
        text.append(PROCESS).append(ProcessJobs.processId(job).value());
        text.append(ID).append(job.getId()).append(HISTORY);
        String separator = "";
        for (JobState state : job.getJobStates()) {
            text.append(separator);
            separator = ",";
            if (!write(state, text)) {
                return null;
            }
        }
        text.append(METADATA);
        if (job.getMetadata().containsKey(Lease.KEY)) {
            text.append(LEASE).append(Lease.of(job.getMetadata()));
        }
        return text.append(END).toString();
    }

    private static boolean write(JobState state, StringBuilder text) {
        switch (state) {
            case EnqueuedState enqueued ->
                text.append(ENQUEUED).append(enqueued.getCreatedAt()).append('"');
            case ScheduledState scheduled -> {
                if (scheduled.getReason() != null) {
                    return false;
                }
                text.append(SCHEDULED).append(scheduled.getCreatedAt());
                text.append(SCHEDULED_AT).append(scheduled.getScheduledAt()).append('"');
            }
            case ProcessingState processing -> {
                text.append(PROCESSING).append(processing.getCreatedAt());
                text.append(SERVER).append(processing.getServerId()).append(SERVER_NAME);
                JsonStringEncoder.getInstance().quoteAsString(processing.getServerName(), text);
                text.append(UPDATED).append(processing.getUpdatedAt()).append('"');
            }
            case SucceededState succeeded -> {
                text.append(SUCCEEDED).append(succeeded.getCreatedAt());
                text.append(LATENCY).append(seconds(succeeded.getLatencyDuration()));
                text.append(TOOK).append(seconds(succeeded.getProcessDuration()));
            }
            default -> {
                return false;
            }
        }
        text.append('}');
        return true;
    }

    /** Whether there is nothing to show: no progress bar, no line in a log. */
    static boolean isPlain(Map<String, Object> metadata) {
        return metadata.entrySet().stream()
                .allMatch(entry -> entry.getKey().equals(Lease.KEY)
                        || (entry.getValue() instanceof JobDashboardLogLines lines
                                && lines.getLogLines().isEmpty()));
    }

    /** Null when it is not such a text. */
    static @Nullable Job read(String text) {
        try {
            return new Reader(text).job();
        } catch (DateTimeException
                | ArithmeticException
                | IllegalArgumentException
                | IndexOutOfBoundsException notOurs) {
            return null;
        }
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9))
                .toPlainString();
    }

    private static Duration duration(String seconds) {
        BigInteger nanos = new BigDecimal(seconds).movePointRight(9).toBigInteger();
        BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /** Goes along a text from one fixed part to the next. */
    private static final class Reader {
        private final String text;
        private int place;

        Reader(String text) {
            this.text = text;
        }

        Job job() {
            expect(VERSION);
            int version = Integer.parseInt(value(NAME));
            String name = plain(value(PROCESS));
            JobDetails details = new JobDetails(new RunProcess(Long.parseLong(value(ID))));
            UUID id = UUID.fromString(value(HISTORY));
            List<JobState> states = new ArrayList<>(4);
            do {
                states.add(state());
            } while (skip(","));
            expect(METADATA);
            ConcurrentMap<String, Object> metadata = new ConcurrentHashMap<>();
            if (skip(LEASE)) {
                Lease.put(metadata, Long.parseLong(value(END)));
            } else {
                expect(END);
            }
            if (place != text.length()) {
                throw new IllegalArgumentException();
            }
            Job job = new Job(id, version, details, states, metadata);
            job.setJobName(name);
            job.setAmountOfRetries(0);
            return job;
        }

        private JobState state() {
            if (skip(ENQUEUED)) {
                return new EnqueuedState(Instant.parse(value("\"}")));
            }
            if (skip(PROCESSING)) {
                Instant created = Instant.parse(value(SERVER));
                UUID server = UUID.fromString(value(SERVER_NAME));
                String serverName = plain(value(UPDATED));
                return new ProcessingState(server, serverName, created, Instant.parse(value("\"}")));
            }
            if (skip(SCHEDULED)) {
                Instant created = Instant.parse(value(SCHEDULED_AT));
                return new ScheduledState(Instant.parse(value("\"}")), (String) null, created);
            }
            expect(SUCCEEDED);
            Instant created = Instant.parse(value(LATENCY));
            Duration latency = duration(value(TOOK));
            return new SucceededState(latency, duration(value("}")), created);
        }

        private boolean skip(String part) {
            boolean there = text.startsWith(part, place);
            if (there) {
                place += part.length();
            }
            return there;
        }

        private void expect(String part) {
            if (!skip(part)) {
                throw new IllegalArgumentException();
            }
        }

        /** What stands before the next fixed part. */
        private String value(String next) {
            int end = text.indexOf(next, place);
            String value = text.substring(place, end);
            place = end + next.length();
            return value;
        }

        private static String plain(String value) {
            if (value.indexOf('\\') >= 0 || value.indexOf('"') >= 0) {
                throw new IllegalArgumentException();
            }
            return value;
        }
    }
}
