package dev.waybill.shared.locations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A location as a source describes it, normalised by {@link LocationRules}: the fields of the seed's
 * {@code normalized_payload}. As JSON its members are in snake_case.
 *
 * @param sourceId its id in the system it comes from; null when it has none there
 * @param name null only in a draft that has validation errors
 * @param state the code, where the country's codes are known
 * @param country ISO 3166-1 alpha-2; in a draft with validation errors what was given
 * @param phone E.164, with {@code " ext. 5"} behind it when there is an extension; as given when it is no phone number
 * @param website http or https, the host in ASCII
 * @param lat degrees, -90 to 90; null exactly when {@code lng} is
 * @param lng degrees, -180 to 180
 * @param customFields name to text, number or boolean
 * @param hours days from {@code monday} to {@code sunday}; a day without spans is closed, an absent one unknown; null
 *     when nothing is known
 */
public record LocationDraft(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sourceId,
        @Nullable String name,
        @Nullable String address,
        @Nullable String city,
        @Nullable String state,
        @Nullable String zip,
        @Nullable String country,
        @Nullable String phone,
        @Nullable String website,
        @Nullable BigDecimal lat,
        @Nullable BigDecimal lng,
        List<String> tags,
        List<String> categories,
        Map<String, Object> customFields,
        @Nullable Map<String, List<OpenHours>> hours) {

    public LocationDraft {
        tags = List.copyOf(tags);
        categories = List.copyOf(categories);
        customFields = ordered(customFields);
        hours = hours == null ? null : ordered(hours);
    }

    /** What makes it the same as a stored one. */
    public LocationIdentity identity() {
        return LocationIdentity.of(this);
    }

    /** As {@code normalized_payload}; what it does not have is null. */
    public ObjectNode json() {
        return JobJson.MAPPER.valueToTree(this);
    }

    /** How many of the eight core fields of the seed's confidence rule are filled. */
    int coreFields() {
        return (int) Stream.of(name, address, city, state, zip, country, phone, website)
                .filter(Objects::nonNull)
                .count();
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
