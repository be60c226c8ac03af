package dev.waybill.shared.queue;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.RecurringJob;
import org.jobrunr.scheduling.cron.CronExpression;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Schedules as JobRunr keeps them: its recurring jobs, whose ticks come to {@link Ticks}. */
public final class RecurringJobs {

    private static final String FORGET_AHEAD =
            "DELETE FROM jobrunr_jobs WHERE recurringJobId = :id AND state = 'SCHEDULED'";

    private static final String PREFIX = "waybill.";

    private final LedgerStorageProvider storage;
    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    RecurringJobs(LedgerStorageProvider storage, JdbcClient jdbc, RoleTransactions roles) {
        this.storage = storage;
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /**
     * When a schedule is due.
     *
     * @param name lower-case words joined by hyphens
     * @param cron of five fields, or of six beginning with seconds
     */
    public record Recurrence(String name, String cron, ZoneId zone) {

        /**
         * JobRunr remembers in memory how far ahead it has scheduled an id: a schedule that changes needs another one,
         * or it would be silent until the time of before.
         */
        private String id() {
            return PREFIX + name + "." + Integer.toHexString((cron + " " + zone).hashCode());
        }

        private RecurringJob job() {
            RecurringJob job = new RecurringJob(
                    id(), new JobDetails(new RunSchedule(name)), cronOf(cron), zone, RecurringJob.CreatedBy.API);
            job.setJobName("schedule " + name);
            return job;
        }
    }

    /**
     * Makes JobRunr run exactly these of the schedules that are the caller's to say. Takes part in the caller's
     * transaction, in which nobody else may do the same.
     *
     * @param mine by name, which schedules it may take away
     */
    public void declare(Collection<Recurrence> wanted, Predicate<String> mine) {
        roles.<Object>asRuntime(() -> {
            replace(wanted, mine);
            return wanted;
        });
    }

    private void replace(Collection<Recurrence> wanted, Predicate<String> mine) {
        Map<String, Recurrence> byId = wanted.stream().collect(Collectors.toMap(Recurrence::id, Function.identity()));
        List<RecurringJob> present = storage.getRecurringJobs().stream()
                .filter(job -> job.getId().startsWith(PREFIX))
                .toList();
        for (RecurringJob job : present) {
            if (byId.remove(job.getId()) == null && mine.test(name(job))) {
                storage.deleteRecurringJob(job.getId());
                jdbc.sql(FORGET_AHEAD).param("id", job.getId()).update();
            }
        }
        byId.values().forEach(recurrence -> storage.saveRecurringJob(recurrence.job()));
    }

    /**
     * When a schedule is due next.
     *
     * @throws IllegalArgumentException if the cron expression cannot be understood
     */
    public static Instant next(String cron, ZoneId zone, Instant after) {
        return cronOf(cron).next(Instant.EPOCH, after, zone);
    }

    private static CronExpression cronOf(String cron) {
        try {
            return new CronExpression(cron);
        } catch (RuntimeException notUnderstood) {
            throw new IllegalArgumentException("not a cron expression: " + cron, notUnderstood);
        }
    }

    private static String name(RecurringJob job) {
        return job.getId().substring(PREFIX.length(), job.getId().lastIndexOf('.'));
    }
}
