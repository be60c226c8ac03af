package dev.waybill.shared.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RunScoping;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A sync is about a tenant and a selection. */
final class SyncScoping implements RunScoping {

    private final JobType<SyncInput> type;

    SyncScoping(JobType<SyncInput> type) {
        this.type = type;
    }

    @Override
    public String label() {
        return type.label();
    }

    @Override
    public ScopedRun scope(long workspaceId, @Nullable Long tenantId, ObjectNode input) {
        requireTenant(tenantId);
        SyncInput read = read(input, SyncInput.class);
        requireKnownFields(read.source().catalog());
        String scopeKey = Selection.of(type.subtype(), read).hash();
        ObjectNode itemIds = JobJson.MAPPER.createObjectNode().put("scope_key", scopeKey);
        return new ScopedRun(input, "sync." + type.subtype(), scopeKey, null, null, itemIds);
    }

    static long requireTenant(@Nullable Long tenantId) {
        if (tenantId == null) {
            throw new Rejected("tenant_required", "Say by tenant_id whose inventory it is.");
        }
        return tenantId;
    }

    static <T> T read(ObjectNode input, Class<T> type) {
        try {
            return JobJson.MAPPER.treeToValue(input, type);
        } catch (JsonProcessingException refused) {
            String own = refused.getCause() instanceof IllegalArgumentException check ? check.getMessage() : null;
            throw new Rejected("invalid_input", Objects.requireNonNullElse(own, "The input cannot be read."));
        }
    }

    private void requireKnownFields(SyncSource.@Nullable Catalog catalog) {
        boolean orders = catalog != null && type.equals(InventoryTypes.ORDERS);
        boolean locations = catalog == SyncSource.Catalog.LOCATIONS && !type.equals(InventoryTypes.FULL);
        if (orders || locations) {
            throw new Rejected(
                    "source_not_supported",
                    "Our %s have no %s."
                            .formatted(
                                    Objects.requireNonNull(catalog).name().toLowerCase(Locale.ROOT), type.subtype()));
        }
    }
}
