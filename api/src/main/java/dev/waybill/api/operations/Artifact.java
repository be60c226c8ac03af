package dev.waybill.api.operations;

import org.jspecify.annotations.Nullable;

/**
 * Something that an operation made or belongs to.
 *
 * @param type what it is, for example {@code ai_location_import_batch}
 * @param id null when the link leads to more than one thing
 * @param href path of it
 */
public record Artifact(String type, @Nullable String id, String href) {}
