package dev.waybill.shared.schedule;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings under {@code waybill}.
 *
 * @param schedules by name: new ones, and changes of those that a family brings along
 */
@ConfigurationProperties("waybill")
public record ScheduleProperties(Map<String, Entry> schedules) {

    public ScheduleProperties(@Nullable Map<String, Entry> schedules) {
        this.schedules = schedules == null ? Map.of() : Map.copyOf(schedules);
    }

    /**
     * One schedule; null leaves what it is without.
     *
     * @param input JSON text
     * @param workspace id of the workspace; none makes it a system run
     * @param tenant id of the tenant
     */
    public record Entry(
            @Nullable String cron,
            @Nullable ZoneId zone,
            @Nullable String type,
            @Nullable String subtype,
            @Nullable String input,
            @Nullable Long workspace,
            @Nullable Long tenant,
            @Nullable Duration catchUp,
            @Nullable Boolean enabled) {}
}
