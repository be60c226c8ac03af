package dev.waybill.shared.queue;

import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.ServerTimedOutException;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JobRunr's server stops for good at one failure of its heartbeat. This storage absorbs them: whether a worker may go on
 * is decided by its {@link Presence}, and the next heartbeat makes good what was missed.
 */
abstract class SteadyStorageProvider extends PostgresStorageProvider {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyStorageProvider.class);
    private static final UUID NOBODY = new UUID(0, 0);

    private volatile UUID master = NOBODY;

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

    private static void absorb(StorageException e) {
        LOG.warn("JobRunr's heartbeat is late: {}", e.getMessage());
    }
}
