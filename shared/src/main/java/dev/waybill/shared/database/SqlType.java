package dev.waybill.shared.database;

import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A type of PostgreSQL.
 *
 * @param array makes an empty array of what stands for its values in Java
 */
public record SqlType<T>(String name, IntFunction<@Nullable T[]> array) {
    public static final SqlType<Long> BIGINT = new SqlType<>("bigint", Long[]::new);
    public static final SqlType<Integer> INT = new SqlType<>("int", Integer[]::new);
    public static final SqlType<Boolean> BOOLEAN = new SqlType<>("boolean", Boolean[]::new);
    public static final SqlType<String> TEXT = new SqlType<>("text", String[]::new);
    public static final SqlType<String> JSONB = new SqlType<>("jsonb", String[]::new);
    public static final SqlType<String> TIMESTAMP = new SqlType<>("timestamp", String[]::new);
    public static final SqlType<String> TIMESTAMPTZ = new SqlType<>("timestamptz", String[]::new);
    public static final SqlType<UUID> UUID = new SqlType<>("uuid", UUID[]::new);
}
