package dev.waybill.bench;

import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The limit: a new job's rows, in the same tables, made by PostgreSQL itself from those of a job that is there, in one statement.
 * Nothing is checked, serialized or told to anybody.
 */
final class EnqueueByHand {

    private final JdbcClient jdbc;
    private final long pattern;
    private final String patternJob;

    EnqueueByHand(ConfigurableApplicationContext caller) {
        this.jdbc = caller.getBean(JdbcClient.class);
        Submitted submitted = caller.getBean(ProcessQueue.class).submit(Waybill.nothing(new Scope(1L, null), 0));
        this.pattern = submitted.id().value();
        this.patternJob = jdbc.sql("SELECT job_id::text FROM processes WHERE id = :id")
                .param("id", pattern)
                .query(String.class)
                .single();
    }

    void alone(long number) {
        together(1);
    }

    void together(int jobs) {
        // a number in the text lets PostgreSQL see what a plan for all times would cost, and keep it
        jdbc.sql("""
            WITH p AS (
                INSERT INTO processes (workspace_id, type, queue, priority, max_attempts, input_payload, input_version,
                    status, event_seq, job_id)
                SELECT workspace_id, type, queue, priority, max_attempts, input_payload, input_version, 'pending', 1,
                    gen_random_uuid()
                FROM processes, generate_series(1, %d) WHERE id = :pattern
                RETURNING id, workspace_id, job_id
            ), e AS (
                INSERT INTO process_events (process_id, workspace_id, seq, type, status, attempt)
                SELECT id, workspace_id, 1, 'queued', 'pending', 0 FROM p
            )
            INSERT INTO jobrunr_jobs (id, version, jobAsJson, jobSignature, state, createdAt, updatedAt)
            SELECT p.job_id::text, j.version, j.jobAsJson, j.jobSignature, j.state, j.createdAt, now()::timestamp
            FROM p, jobrunr_jobs j WHERE j.id = :patternJob
            """.formatted(jobs))
                .param("pattern", pattern)
                .param("patternJob", patternJob)
                .update();
    }
}
