package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A review pack.
 *
 * @param operationRunId the process that generates it; null once it is forgotten
 * @param status queued, generating, ready, failed or expired
 * @param options what was asked for
 * @param summary what is in it, by number; null until it is ready
 * @param fileName what its file is called; null while there is none
 * @param fileSize in bytes
 * @param pollAfterMs milliseconds after which to ask again; null when nothing will change by itself
 */
public record ReviewPackView(
        long id,
        long tenantId,
        @Nullable Long operationRunId,
        String status,
        @Nullable JsonNode options,
        @Nullable JsonNode summary,
        @Nullable Instant generatedAt,
        @Nullable Instant expiresAt,
        @Nullable String fileName,
        @Nullable Long fileSize,
        @Nullable String fileSha256,
        @Nullable Instant createdAt,
        @Nullable Long pollAfterMs) {}
