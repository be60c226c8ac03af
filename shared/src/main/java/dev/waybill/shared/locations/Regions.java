package dev.waybill.shared.locations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Codes of states and provinces (ISO 3166-2 without the country), for the countries of regions.txt. */
final class Regions {

    private static final String RESOURCE = "regions.txt";

    /** Codes by country, then by code and by name as they compare. */
    private static final Map<String, Map<String, String>> CODES = read();

    private Regions() {}

    /** Whether the country's codes are known here. */
    static boolean known(String country) {
        return CODES.containsKey(country);
    }

    /** The code; null when the country has no such state. */
    static @Nullable String code(String country, String text) {
        String key = NameKey.of(text);
        Map<String, String> codes = CODES.getOrDefault(country, Map.of());
        String ofCountry = key.startsWith(NameKey.of(country) + " ") ? key.substring(country.length() + 1) : key;
        return codes.getOrDefault(key, codes.get(ofCountry));
    }

    private static Map<String, Map<String, String>> read() {
        Map<String, Map<String, String>> codes = new HashMap<>();
        try (InputStream resource = Objects.requireNonNull(Regions.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(codes, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return codes;
    }

    /** A country, a code, then its names in bars. */
    private static void add(Map<String, Map<String, String>> codes, String line) {
        String[] parts = line.split(" ", 3);
        Map<String, String> ofCountry = codes.computeIfAbsent(parts[0], country -> new HashMap<>());
        ofCountry.put(NameKey.of(parts[1]), parts[1]);
        for (String name : parts[2].split("\\|")) {
            ofCountry.putIfAbsent(NameKey.of(name), parts[1]);
        }
    }
}
