package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportField;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The usual names of what is known of a location; opening hours can stand in a column a day. */
final class LocationHeaders implements Headers {

    static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private static final Map<ImportField, List<String>> HEADERS = headersByField();

    @Override
    public Map<ImportField, List<String>> headers() {
        return HEADERS;
    }

    @Override
    public boolean consumes(String header) {
        return day(header).isPresent();
    }

    /** The day whose hours stand under a header, in normal form. */
    static Optional<String> day(String header) {
        String word = header.toLowerCase(Locale.ROOT)
                .replaceFirst("^(opening )?hours[ /]", "")
                .replaceFirst(" (opening )?hours$", "");
        return DAYS.stream()
                .filter(day -> word.equals(day) || (word.length() == 3 && day.startsWith(word)))
                .findFirst();
    }

    private static Map<ImportField, List<String>> headersByField() {
        Map<ImportField, List<String>> headers = new EnumMap<>(ImportField.class);
        headers.put(
                ImportField.SOURCE_ID,
                List.of("source id", "external id", "location id", "store id", "store code", "store number", "id"));
        headers.put(
                ImportField.NAME,
                List.of(
                        "name",
                        "location name",
                        "store name",
                        "business name",
                        "title",
                        "location",
                        "store",
                        "branch"));
        headers.put(
                ImportField.ADDRESS,
                List.of("address", "street address", "street", "address line 1", "address 1", "address1", "addr"));
        headers.put(ImportField.CITY, List.of("city", "town", "locality", "ort"));
        headers.put(ImportField.STATE, List.of("state", "province", "region", "state code", "county"));
        headers.put(
                ImportField.ZIP, List.of("zip", "zip code", "zipcode", "postal code", "postcode", "postalcode", "plz"));
        headers.put(ImportField.COUNTRY, List.of("country", "country code", "land"));
        headers.put(ImportField.PHONE, List.of("phone", "phone number", "telephone", "tel", "primary phone"));
        headers.put(ImportField.WEBSITE, List.of("website", "web site", "url", "homepage", "web", "site"));
        headers.put(ImportField.LAT, List.of("lat", "latitude"));
        headers.put(ImportField.LNG, List.of("lng", "lon", "long", "longitude"));
        headers.put(ImportField.TAGS, List.of("tags", "tag", "labels", "keywords"));
        headers.put(ImportField.CATEGORIES, List.of("categories", "category", "type"));
        headers.put(ImportField.HOURS, List.of("hours", "opening hours", "business hours"));
        return headers;
    }
}
