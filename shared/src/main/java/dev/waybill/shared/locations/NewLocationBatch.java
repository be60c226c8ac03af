package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a new batch is made of.
 *
 * @param sourceAnswers an object
 * @param locationCount how many locations are wanted; from 1
 * @param model null takes the configured one
 * @param name null for none; at most 200 characters
 */
public record NewLocationBatch(
        JsonNode sourceAnswers,
        int locationCount,
        @Nullable String model,
        @Nullable Long finderId,
        @Nullable String name) {}
