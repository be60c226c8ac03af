package dev.waybill.shared.process;

import org.springframework.jdbc.core.RowMapper;

/**
 * What a claim reads together with each process that it locks.
 *
 * @param sql answers with one row at most; sees the process as {@code taken}, and names no column as a header does
 * @param row makes what is read of its columns, which are null where there is no row; null if nothing can be made of them
 */
public record Beside<T>(String sql, RowMapper<T> row) {}
