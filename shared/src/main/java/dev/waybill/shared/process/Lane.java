package dev.waybill.shared.process;

/**
 * Where processes wait that could start now: those of one workspace, queue and type.
 *
 * @param workspace 0 for system runs
 * @param label {@code type/subtype}
 */
public record Lane(long workspace, String queue, String label) {

    /** Before every lane. */
    public static final Lane START = new Lane(-1, "", "");
}
