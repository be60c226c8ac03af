package dev.waybill.shared.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For whom a type's system-wide schedule submits: a port for types that belong to tenants. A Spring bean for one type. */
public interface ScheduleTargets {

    /** The type's label, for example {@code drift}. */
    String label();

    /**
     * Whose turn it is. Called inside the tick's transaction, in which each of them gets a process.
     *
     * @param input of the schedule
     */
    List<Target> targets(ObjectNode input);

    /** One of them, with its input. */
    record Target(long workspaceId, @Nullable Long tenantId, ObjectNode input) {}
}
