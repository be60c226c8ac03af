package dev.waybill.bench;

import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.JobServerFilter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a team writes that wants a status page on JobRunr: a header and an event at each state, each in its own commit. */
record FilterMirror(JdbcClient jdbc) implements JobServerFilter {

    private static final String MOVE = """
            WITH p AS (
                UPDATE processes SET status = :status, updated_at = now(),
                    finished_at = CASE WHEN :status = 'completed' THEN now() END
                WHERE id = :id RETURNING id
            )
            INSERT INTO process_events (process_id, type, status) SELECT id, :event, :status FROM p
            """;

    static void migrate(JdbcClient jdbc) {
        jdbc.sql("""
                        CREATE TABLE processes (
                            id bigint PRIMARY KEY, workspace_id bigint NOT NULL, type text NOT NULL, status text NOT NULL,
                            input_payload jsonb, summary jsonb, created_at timestamptz NOT NULL DEFAULT now(),
                            updated_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz
                        )
                        """).update();
        jdbc.sql("""
                        CREATE TABLE process_events (
                            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                            process_id bigint NOT NULL REFERENCES processes, type text NOT NULL, status text NOT NULL,
                            created_at timestamptz NOT NULL DEFAULT now()
                        )
                        """).update();
        jdbc.sql("CREATE INDEX processes_of_workspace ON processes (workspace_id, id DESC)")
                .update();
        jdbc.sql("CREATE INDEX process_events_of ON process_events (process_id, id)")
                .update();
    }

    static void insert(JdbcClient jdbc, int jobs) {
        jdbc.sql("""
                        WITH p AS (
                            INSERT INTO processes (id, workspace_id, type, status, input_payload)
                            SELECT n, 1, 'nothing', 'pending', '{"number": 1}' FROM generate_series(1, :jobs) n
                            RETURNING id
                        )
                        INSERT INTO process_events (process_id, type, status) SELECT id, 'queued', 'pending' FROM p
                        """).param("jobs", jobs).update();
    }

    @Override
    public void onProcessing(Job job) {
        move(job, "running", "started");
    }

    @Override
    public void onProcessingSucceeded(Job job) {
        move(job, "completed", "completed");
    }

    private void move(Job job, String status, String event) {
        jdbc.sql(MOVE)
                .param("id", StockJobRunr.processId(job))
                .param("status", status)
                .param("event", event)
                .update();
    }
}
