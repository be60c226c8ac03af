package dev.waybill.shared.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.queue.RecurringJobs;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What runs again and again. A Spring bean of this type is a schedule that a family brings along; configuration under its
 * name changes it (docs/schedules.md).
 *
 * @param name lower-case words joined by hyphens
 * @param cron five fields, or six beginning with seconds
 * @param zone in which the cron expression is meant
 * @param input JSON object that fits the type's schema
 * @param workspaceId null for a system run
 * @param catchUp how late a run that was missed, since no worker was there, may still begin; zero never does
 */
public record ScheduleDefinition(
        String name,
        String cron,
        ZoneId zone,
        String type,
        @Nullable String subtype,
        ObjectNode input,
        @Nullable Long workspaceId,
        @Nullable Long tenantId,
        Duration catchUp,
        boolean enabled) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public ScheduleDefinition {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a schedule's name must match " + NAME + ": " + name);
        }
        if (catchUp.isNegative()) {
            throw new IllegalArgumentException("catch-up must not be negative, is " + catchUp);
        }
        if (tenantId != null && workspaceId == null) {
            throw new IllegalArgumentException("a tenant needs its workspace");
        }
        // refuses what nobody understands
        Instant unused = RecurringJobs.next(cron, zone, Instant.EPOCH);
    }

    /** A system run without input, in UTC, that catches up for a day. */
    public static ScheduleDefinition of(String name, String cron, String type) {
        return new ScheduleDefinition(
                name,
                cron,
                ZoneOffset.UTC,
                type,
                null,
                JobJson.MAPPER.createObjectNode(),
                null,
                null,
                Duration.ofDays(1),
                true);
    }

    /** {@code import/csv}, or {@code drift} when there is no subtype. */
    public String label() {
        return subtype == null ? type : type + "/" + subtype;
    }
}
