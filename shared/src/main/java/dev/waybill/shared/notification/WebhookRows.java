package dev.waybill.shared.notification;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code webhook_endpoints}, read without their secrets. */
final class WebhookRows {

    static final String COLUMNS = """
             id, url, description, kinds, types, created_by, failing_since, disabled_at, disabled_reason,
            CASE WHEN previous_secret_until > waybill_now() THEN previous_secret_until END AS previous_secret_until,
            version, created_at, updated_at""";

    private WebhookRows() {}

    static WebhookEndpoint endpoint(ResultSet row, int index) throws SQLException {
        Instant disabledAt = instant(row, "disabled_at");
        WebhookDraft draft = new WebhookDraft(
                row.getString("url"),
                row.getString("description"),
                texts(row, "kinds"),
                texts(row, "types"),
                disabledAt == null);
        return new WebhookEndpoint(
                row.getLong("id"),
                draft,
                row.getObject("created_by", Long.class),
                instant(row, "failing_since"),
                disabledAt,
                row.getString("disabled_reason"),
                instant(row, "previous_secret_until"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
