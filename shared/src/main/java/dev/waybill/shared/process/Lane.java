package dev.waybill.shared.process;

import org.jspecify.annotations.Nullable;

/**
 * Where processes wait that could start now: those of one workspace, queue and type.
 *
 * @param workspace 0 for system runs
 * @param label {@code type/subtype}
 */
public record Lane(long workspace, String queue, String label) {

    /** The lane of a workspace, of none for system runs. */
    public static Lane of(@Nullable Long workspaceId, String queue, String label) {
        return new Lane(number(workspaceId), queue, label);
    }

    /** What stands for a workspace, or for none, in {@code processes.lane}. */
    static long number(@Nullable Long workspaceId) {
        return workspaceId == null ? 0 : workspaceId;
    }

    /** Before every lane. */
    public static final Lane START = new Lane(-1, "", "");
}
