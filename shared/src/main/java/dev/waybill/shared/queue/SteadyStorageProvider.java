package dev.waybill.shared.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.JobStats;
import org.jobrunr.storage.ServerTimedOutException;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JobRunr's server stops for good at one failure of its heartbeat. This storage absorbs them: whether a worker may go on
 * is decided by its {@link Presence}, and the next heartbeat makes good what was missed.
 */
abstract class SteadyStorageProvider extends PostgresStorageProvider {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyStorageProvider.class);
    private static final UUID NOBODY = new UUID(0, 0);

    /** Counting takes at most one part in so many of the time. */
    private static final int COUNTING_SHARE = 20;

    private static final long LEAST_BETWEEN_COUNTS_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile UUID master = NOBODY;
    private @Nullable JobStats stats;
    private long nextCount;

    SteadyStorageProvider(DataSource dataSource) {
        super(dataSource, DatabaseOptions.SKIP_CREATE);
    }

    @Override
    public void announceBackgroundJobServer(BackgroundJobServerStatus server) {
        try {
            super.announceBackgroundJobServer(server);
        } catch (StorageException e) {
            absorb(e);
        }
    }

    @Override
    public boolean signalBackgroundJobServerAlive(BackgroundJobServerStatus server) {
        try {
            return super.signalBackgroundJobServerAlive(server);
        } catch (ServerTimedOutException removed) {
            announceBackgroundJobServer(server);
        } catch (StorageException e) {
            absorb(e);
        }
        return true;
    }

    @Override
    public int removeTimedOutBackgroundJobServers(Instant heartbeatOlderThan) {
        try {
            return super.removeTimedOutBackgroundJobServers(heartbeatOlderThan);
        } catch (StorageException e) {
            absorb(e);
            return 0;
        }
    }

    @Override
    public UUID getLongestRunningBackgroundJobServerId() {
        try {
            UUID longest = super.getLongestRunningBackgroundJobServerId();
            master = longest == null ? NOBODY : longest;
        } catch (StorageException e) {
            absorb(e);
        }
        return master;
    }

    /** As old as a few seconds when there are many jobs: JobRunr counts them all, and asks every few seconds. */
    @Override
    public synchronized JobStats getJobStats() {
        long start = System.nanoTime();
        JobStats last = stats;
        if (last != null && start - nextCount < 0) {
            return last;
        }
        JobStats counted = super.getJobStats();
        stats = counted;
        long end = System.nanoTime();
        nextCount = end + Math.max(LEAST_BETWEEN_COUNTS_NANOS, COUNTING_SHARE * (end - start));
        return counted;
    }

    private static void absorb(StorageException e) {
        LOG.warn("JobRunr's heartbeat is late: {}", e.getMessage());
    }
}
