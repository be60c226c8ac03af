package dev.waybill.shared.tenancy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose data a process of a workspace works on.
 *
 * @param externalId what another system calls it, unique in the workspace; null when none does
 */
public record Tenant(long id, @Nullable String externalId, String name, Instant createdAt) {}
