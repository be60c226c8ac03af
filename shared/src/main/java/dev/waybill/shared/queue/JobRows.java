package dev.waybill.shared.queue;

import dev.waybill.shared.process.Header;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.SchedulableState;
import org.jobrunr.jobs.states.StateName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** JobRunr's table {@code jobrunr_jobs}, in sets: what its own table class does row by row. */
final class JobRows {

    private static final String LOCK_STATES = """
            SELECT trim(id) AS id, version, state FROM jobrunr_jobs WHERE id = ANY(:ids::bpchar[]) ORDER BY id FOR UPDATE
            """;

    private static final String INSERT = """
            INSERT INTO jobrunr_jobs (id, version, jobAsJson, jobSignature, state, createdAt, updatedAt, scheduledAt,
                recurringJobId)
            SELECT id, version, json, signature, state, created::timestamp, updated::timestamp, scheduled::timestamp,
                recurring
            FROM unnest(:ids, :versions, :jsons, :signatures, :states, :created, :updated, :scheduled, :recurring)
                AS j(id, version, json, signature, state, created, updated, scheduled, recurring)
            ON CONFLICT (id) DO NOTHING
            RETURNING trim(id)
            """;

    private static final String UPDATE = """
            UPDATE jobrunr_jobs x SET version = j.version, jobAsJson = j.json, state = j.state,
                updatedAt = j.updated::timestamp, scheduledAt = j.scheduled::timestamp
            FROM unnest(:ids, :versions, :jsons, :states, :updated, :scheduled)
                AS j(id, version, json, state, updated, scheduled)
            WHERE x.id = j.id::bpchar AND x.version = j.version - 1
            RETURNING trim(x.id)
            """;

    private static final String WAITING = """
            SELECT jobAsJson FROM jobrunr_jobs WHERE id = ANY(:ids::bpchar[]) AND state IN ('ENQUEUED', 'SCHEDULED')
            """;

    private static final String LOCK_RUNNING = """
            SELECT jobAsJson FROM jobrunr_jobs WHERE id = ANY(:ids::bpchar[]) AND state = 'PROCESSING'
            ORDER BY id FOR UPDATE
            """;

    // the signature in the text itself: the planner must see that the partial index serves
    private static final String LOCK_OTHER_JOBS = """
            SELECT jobAsJson FROM jobrunr_jobs WHERE state = 'ENQUEUED' AND jobSignature <> '%s'
            ORDER BY updatedAt LIMIT :limit FOR UPDATE SKIP LOCKED
            """.formatted(ProcessJobs.SIGNATURE);

    private final JdbcClient jdbc;
    private final JobMapper mapper;

    JobRows(JdbcClient jdbc, JobMapper mapper) {
        this.jdbc = jdbc;
        this.mapper = mapper;
    }

    /** Locks rows in the order of their ids; jobs without a row are left out. */
    Map<UUID, Stored> lock(Collection<Job> jobs) {
        Map<UUID, Stored> stored = new HashMap<>();
        jdbc.sql(LOCK_STATES)
                .param("ids", text(jobs, job -> job.getId().toString()))
                .query((row, index) -> stored.put(
                        UUID.fromString(row.getString("id")),
                        new Stored(row.getInt("version"), StateName.valueOf(row.getString("state")))))
                .list();
        return stored;
    }

    /** Writes new rows; returns the ids of those that were not there before. */
    Set<UUID> insert(List<Job> jobs) {
        return ids(
                jdbc.sql(INSERT)
                        .param("signatures", text(jobs, Job::getJobSignature))
                        .param("created", text(jobs, job -> timestamp(job.getCreatedAt())))
                        .param(
                                "recurring",
                                text(jobs, job -> job.getRecurringJobId().orElse(null))),
                jobs.stream().map(this::text).toList());
    }

    /** Overwrites rows whose version is one below the job's; returns the ids of those. */
    Set<UUID> update(List<Job> jobs) {
        return updateTexts(jobs.stream().map(this::text).toList());
    }

    /** The same of jobs that have been turned into text. */
    Set<UUID> updateTexts(List<Text> texts) {
        return ids(jdbc.sql(UPDATE), texts);
    }

    /** Turns a job into what its row will hold, its raised version included. */
    Text text(Job job) {
        return new Text(job, mapper.serializeJob(job));
    }

    /**
     * Reads the jobs of processes that are locked; whether they are still so is seen when they are written.
     *
     * @return in the order of the ids, in which they start; those that do not wait are left out
     */
    List<Job> waiting(Collection<Header> processes) {
        List<UUID> jobIds = ids(processes);
        Map<UUID, Job> waiting = new HashMap<>();
        jobs(jdbc.sql(WAITING).param("ids", text(jobIds, UUID::toString)))
                .forEach(job -> waiting.put(job.getId(), job));
        return jobIds.stream().flatMap(id -> Stream.ofNullable(waiting.get(id))).toList();
    }

    /** Locks and reads the jobs of running processes. */
    List<Job> lockRunning(Collection<Header> processes) {
        return jobs(jdbc.sql(LOCK_RUNNING).param("ids", text(ids(processes), UUID::toString)));
    }

    private static List<UUID> ids(Collection<Header> processes) {
        return processes.stream().map(Header::jobId).flatMap(Stream::ofNullable).toList();
    }

    /** What is stored of jobs that were just read as running. */
    static Map<UUID, Stored> processing(Collection<Job> jobs) {
        return jobs.stream()
                .collect(Collectors.toMap(Job::getId, job -> new Stored(job.getVersion(), StateName.PROCESSING)));
    }

    /** Locks and reads enqueued jobs that stand for no process. */
    List<Job> lockOthers(int limit) {
        return jobs(jdbc.sql(LOCK_OTHER_JOBS).param("limit", limit));
    }

    private List<Job> jobs(JdbcClient.StatementSpec statement) {
        return statement.query(String.class).list().stream()
                .map(mapper::deserializeJob)
                .toList();
    }

    private static Set<UUID> ids(JdbcClient.StatementSpec statement, List<Text> texts) {
        List<Job> jobs = texts.stream().map(Text::job).toList();
        return new HashSet<>(statement
                .param("ids", text(jobs, job -> job.getId().toString()))
                .param("versions", jobs.stream().map(Job::getVersion).toArray(Integer[]::new))
                .param("jsons", text(texts, Text::json))
                .param("states", text(jobs, job -> job.getState().name()))
                .param("updated", text(jobs, job -> timestamp(job.getUpdatedAt())))
                .param("scheduled", text(jobs, JobRows::scheduledAt))
                .query((row, index) -> UUID.fromString(row.getString(1)))
                .list());
    }

    private static @Nullable String scheduledAt(Job job) {
        return job.getLastJobStateOfType(SchedulableState.class)
                .map(state -> timestamp(state.getScheduledAt()))
                .orElse(null);
    }

    /** JobRunr's columns are timestamps without zone, in UTC. */
    private static String timestamp(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    private static <T> @Nullable String[] text(Collection<T> values, Function<T, @Nullable String> column) {
        return values.stream().map(column).toArray(String[]::new);
    }

    /** A job with its text. */
    record Text(Job job, String json) {}

    /** A row as the database has it. */
    record Stored(int version, StateName state) {}
}
