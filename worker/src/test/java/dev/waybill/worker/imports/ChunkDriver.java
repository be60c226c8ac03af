package dev.waybill.worker.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Drives a job chunk by chunk in real transactions, and crashes where a test wants it to: between two chunks, or in the
 * middle of one, after its effects and before its commit.
 */
final class ChunkDriver implements Progress {

    private final RoleTransactions roles;
    private final JdbcClient jdbc;
    final Map<Long, ItemResult> items = new TreeMap<>();
    final List<Integer> chunkSizes = new ArrayList<>();
    private @Nullable JsonNode checkpoint;
    private int chunks;
    private int crashInChunk = Integer.MAX_VALUE;
    private boolean commitBeforeCrash;
    long total = -1;

    ChunkDriver(RoleTransactions roles, JdbcClient jdbc) {
        this.roles = roles;
        this.jdbc = jdbc;
    }

    /** The attempt that follows ends in this chunk, from 0, before or after its commit. */
    ChunkDriver crashIn(int chunk, boolean afterCommit) {
        crashInChunk = chunk;
        commitBeforeCrash = afterCommit;
        return this;
    }

    /** Runs attempts until one does not crash. */
    <I> JobOutcome finish(Job<I> job, I input) throws Exception {
        while (true) {
            try {
                return job.run(input, this);
            } catch (Crash crash) {
                crashInChunk = Integer.MAX_VALUE;
            }
        }
    }

    @Override
    public long processId() {
        return 7;
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
    public void total(long newTotal) {
        total = newTotal;
    }

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
        boolean crash = chunks++ == crashInChunk;
        ChunkResult result = roles.asTenant(Scope.SEEDED, () -> {
            ChunkResult done = run(work);
            if (crash && !commitBeforeCrash) {
                throw new Crash();
            }
            return done;
        });
        chunkSizes.add(result.items().size());
        result.items().forEach(item -> items.put(item.index(), item));
        if (result.checkpoint() != null) {
            checkpoint = JobJson.read(JobJson.write(result.checkpoint()));
        }
        if (crash) {
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
