package dev.waybill.shared.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one list of the schedules that families bring along and of what the configuration says. */
final class Declarations {

    private static final Logger LOG = LoggerFactory.getLogger(Declarations.class);

    private Declarations() {}

    /**
     * All schedules whose type this application knows; it says in the log which it leaves out.
     *
     * @throws IllegalArgumentException with the key of what is wrong
     */
    static List<ScheduleDefinition> of(
            Collection<ScheduleDefinition> brought, ScheduleProperties properties, JobCatalog catalog) {
        Map<String, ScheduleDefinition> all = new LinkedHashMap<>();
        brought.forEach(definition -> all.put(definition.name(), definition));
        properties.schedules().forEach((name, entry) -> all.put(name, configured(name, entry, all.get(name))));
        return all.values().stream()
                .filter(definition -> known(definition, catalog))
                .toList();
    }

    private static ScheduleDefinition configured(
            String name, ScheduleProperties.Entry entry, @Nullable ScheduleDefinition before) {
        try {
            ScheduleDefinition base = before != null
                    ? before
                    : ScheduleDefinition.of(name, required("cron", entry.cron()), required("type", entry.type()));
            return new ScheduleDefinition(
                    name,
                    Objects.requireNonNullElse(entry.cron(), base.cron()),
                    Objects.requireNonNullElse(entry.zone(), base.zone()),
                    Objects.requireNonNullElse(entry.type(), base.type()),
                    entry.subtype() == null ? base.subtype() : entry.subtype(),
                    entry.input() == null ? base.input() : object(entry.input()),
                    entry.workspace() == null ? base.workspaceId() : entry.workspace(),
                    entry.tenant() == null ? base.tenantId() : entry.tenant(),
                    Objects.requireNonNullElse(entry.catchUp(), base.catchUp()),
                    Objects.requireNonNullElse(entry.enabled(), base.enabled()));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("waybill.schedules." + name + ": " + wrong.getMessage(), wrong);
        }
    }

    private static boolean known(ScheduleDefinition definition, JobCatalog catalog) {
        Optional<JobType<?>> type = catalog.find(definition.type(), definition.subtype());
        if (type.isEmpty()) {
            LOG.info(
                    "Schedule {} is left out: this application does not know {}",
                    definition.name(),
                    definition.label());
            return false;
        }
        List<InputError> errors = catalog.schema(type.get()).check(definition.input());
        // what a type's targets add to the input is theirs to know
        if (!errors.isEmpty() && definition.workspaceId() != null) {
            throw new IllegalArgumentException("waybill.schedules." + definition.name() + ".input does not fit "
                    + definition.label() + ": " + errors.getFirst().pointer() + " "
                    + errors.getFirst().detail());
        }
        return true;
    }

    private static String required(String key, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is required");
        }
        return value;
    }

    private static ObjectNode object(String json) {
        try {
            if (JobJson.read(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (UncheckedIOException malformed) {
            throw new IllegalArgumentException("input must be a JSON object", malformed);
        }
        throw new IllegalArgumentException("input must be a JSON object");
    }
}
