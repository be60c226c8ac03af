package dev.waybill.shared.reviewpack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RunScoping;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A pack is about a tenant and what is to be in it. */
final class PackScoping implements RunScoping {

    @Override
    public String label() {
        return ReviewPackTypes.GENERATE.label();
    }

    @Override
    public ScopedRun scope(long workspaceId, @Nullable Long tenantId, ObjectNode input) {
        if (tenantId == null) {
            throw new Rejected("tenant_required", "Say by tenant_id whose review pack it is.");
        }
        // written by the record: its members have one order, and what is left out stands there as null
        ObjectNode options = JobJson.MAPPER.valueToTree(read(input));
        String scopeKey = hash(options.toString());
        return new ScopedRun(
                options,
                ReviewPackTypes.RESOURCE + "." + ReviewPackTypes.ACTION,
                scopeKey,
                ReviewPackTypes.RESOURCE,
                ReviewPackTypes.ACTION,
                JobJson.MAPPER.createObjectNode().put("scope_key", scopeKey));
    }

    private static ReviewPackOptions read(ObjectNode input) {
        try {
            return JobJson.MAPPER.treeToValue(input, ReviewPackOptions.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException refused) {
            throw new Rejected("invalid_input", "The options contradict each other.");
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
