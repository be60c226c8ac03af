package dev.waybill.shared.queue;

import dev.waybill.shared.database.Columns;
import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RowSource;
import dev.waybill.shared.database.SqlType;
import dev.waybill.shared.process.Beside;
import dev.waybill.shared.process.Header;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    // the state as an expression: planned while few jobs waited, a claim would walk the index on it for good
    private static final String WAITING = """
            SELECT jobAsJson AS waiting_job, version AS waiting_version FROM jobrunr_jobs
            WHERE id = taken.job_id::text::bpchar AND state || '' IN ('ENQUEUED', 'SCHEDULED')
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
    Map<UUID, Stored> lock(List<Job> jobs) {
        Map<UUID, Stored> stored = new HashMap<>();
        jdbc.sql(LOCK_STATES)
                .param("ids", Columns.texts(jobs, job -> job.getId().toString()))
                .query((row, index) -> stored.put(
                        UUID.fromString(row.getString("id")),
                        new Stored(row.getInt("version"), StateName.valueOf(row.getString("state")))))
                .list();
        return stored;
    }

    /** Writes the rows of new processes that have headers, once it is asked. */
    Question<Object> insertingWritten(List<Job> jobs) {
        RowSource<Text> rows = inserted(jobs)
                .each(
                        "process",
                        SqlType.BIGINT,
                        text -> ProcessJobs.processId(text.job).value());
        return Question.command("""
                        INSERT INTO jobrunr_jobs (id, version, jobAsJson, jobSignature, state, createdAt, updatedAt, scheduledAt)
                        SELECT id, version, json, signature, state, created, updated, scheduled FROM %s AS j
                        WHERE EXISTS (SELECT FROM processes p WHERE p.id = j.process)
                        """.formatted(rows.sql()), rows.values());
    }

    /** Writes new rows; returns the ids of those that were not there before. */
    Set<UUID> insert(List<Job> jobs) {
        RowSource<Text> rows = inserted(jobs)
                .each(
                        "recurring",
                        SqlType.TEXT,
                        text -> text.job.getRecurringJobId().orElse(null));
        return new HashSet<>(jdbc.sql("""
                        INSERT INTO jobrunr_jobs (id, version, jobAsJson, jobSignature, state, createdAt, updatedAt, scheduledAt,
                            recurringJobId)
                        SELECT id, version, json, signature, state, created, updated, scheduled, recurring FROM %s AS j
                        ON CONFLICT (id) DO NOTHING
                        RETURNING trim(id)
                        """.formatted(rows.sql()))
                .params(rows.values())
                .query(JobRows::id)
                .list());
    }

    /** Overwrites rows whose version is one below the job's; returns the ids of those. */
    Set<UUID> update(List<Text> texts) {
        return texts.isEmpty() ? Set.of() : new HashSet<>(updating(texts).ask(jdbc));
    }

    /** The same of one at least, not yet made. */
    static Question<UUID> updating(List<Text> texts) {
        RowSource<Text> rows = written(texts);
        return new Question<>("""
                        UPDATE jobrunr_jobs x SET version = j.version, jobAsJson = j.json, state = j.state,
                            updatedAt = j.updated, scheduledAt = j.scheduled
                        FROM %s AS j
                        WHERE x.id = j.id::bpchar AND x.version = j.version - 1
                        RETURNING trim(x.id)
                        """.formatted(rows.sql()), rows.values(), JobRows::id);
    }

    /** Turns a job into what its row will hold, its raised version included. */
    Text text(Job job) {
        return new Text(job, mapper.serializeJob(job));
    }

    /**
     * The job of a process that is locked; whether it is still so is seen when it is written. None if it does not wait, or
     * its text is not that of its version: it could not be written.
     */
    static Beside<Job> waiting(JobMapper mapper) {
        return new Beside<>(WAITING, (row, index) -> {
            String text = row.getString("waiting_job");
            Job job = text == null ? null : mapper.deserializeJob(text);
            return job != null && job.getVersion() == row.getInt("waiting_version") ? job : null;
        });
    }

    /** Locks and reads the jobs of running processes. */
    List<Job> lockRunning(Collection<Header> processes) {
        return jobs(jdbc.sql(LOCK_RUNNING).param("ids", Columns.texts(ids(processes), UUID::toString)));
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

    private RowSource<Text> inserted(List<Job> jobs) {
        return written(jobs.stream().map(this::text).toList())
                .each("created", SqlType.TIMESTAMP, text -> timestamp(text.job.getCreatedAt()))
                .common("signature", SqlType.TEXT, text -> text.job.getJobSignature());
    }

    private static RowSource<Text> written(List<Text> texts) {
        return new RowSource<>(texts)
                .each("id", SqlType.TEXT, text -> text.job.getId().toString())
                .each("json", SqlType.TEXT, Text::json)
                .each("updated", SqlType.TIMESTAMP, text -> timestamp(text.job.getUpdatedAt()))
                .each("scheduled", SqlType.TIMESTAMP, text -> scheduledAt(text.job))
                .common("version", SqlType.INT, text -> text.job.getVersion())
                .common("state", SqlType.TEXT, text -> text.job.getState().name());
    }

    private static UUID id(ResultSet row, int index) throws SQLException {
        return UUID.fromString(row.getString(1));
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

    /** A job with its text. */
    record Text(Job job, String json) {}

    /** A row as the database has it. */
    record Stored(int version, StateName state) {}
}
