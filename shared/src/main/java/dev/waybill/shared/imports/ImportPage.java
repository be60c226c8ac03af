package dev.waybill.shared.imports;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of a remote API that an import has fetched.
 *
 * @param number from 0
 * @param fileId its stored content
 * @param records how many records it holds
 * @param next where the next page is: its number, its cursor or its address; null when this was the last
 */
public record ImportPage(
        int number, UUID fileId, long records, @Nullable String next) {}
