package dev.waybill.worker.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Drives a job in real transactions, and crashes once in every chunk: after its effects and before its commit, then once
 * more after its commit.
 */
final class CrashingProgress implements Progress {

    private final RoleTransactions roles;
    private final JdbcClient jdbc;
    private final long processId;
    final Map<Long, ItemResult> items = new TreeMap<>();
    int crashes;
    private @Nullable JsonNode checkpoint;
    private int calls;

    CrashingProgress(InventoryNode node, long processId) {
        this.roles = node.bean(RoleTransactions.class);
        this.jdbc = node.bean(JdbcClient.class);
        this.processId = processId;
    }

    /** Runs attempts until one does not crash. */
    <I> JobOutcome finish(Job<I> job, I input) throws Exception {
        while (true) {
            try {
                return job.run(input, this);
            } catch (Crash crash) {
                crashes++;
            }
        }
    }

    @Override
    public long processId() {
        return processId;
    }

    @Override
    public long workspaceId() {
        return 1;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void step(String label) {}

    @Override
    public void total(long total) {}

    @Override
    public void note(String message) {}

    @Override
    public Optional<JsonNode> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    @Override
    public void throwIfStopped() {}

    @Override
    public AbortRegistration abortOnStop(Runnable abort) {
        return () -> {};
    }

    @Override
    public void chunk(ChunkWork work) {
        int call = calls++;
        ChunkResult result = roles.asTenant(Scope.SEEDED, () -> {
            ChunkResult done = run(work);
            if (call % 3 == 0) {
                throw new Crash();
            }
            return done;
        });
        result.items().forEach(item -> items.put(item.index(), item));
        if (result.checkpoint() != null) {
            checkpoint = JobJson.read(JobJson.write(result.checkpoint()));
        }
        if (call % 3 == 1) {
            throw new Crash();
        }
    }

    private ChunkResult run(ChunkWork work) {
        try {
            return work.run(jdbc);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Crash extends RuntimeException {}
}
