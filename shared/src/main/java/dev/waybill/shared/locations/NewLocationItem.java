package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A generated draft that is to be stored.
 *
 * @param rawModelOutput the object as the model gave it
 * @param checked what the rules made of it
 */
public record NewLocationItem(@Nullable JsonNode rawModelOutput, CheckedLocation checked) {}
