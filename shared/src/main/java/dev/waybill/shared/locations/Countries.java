package dev.waybill.shared.locations;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ISO 3166-1 alpha-2 codes by what people write: the codes, the names in many languages, and usual other names. */
final class Countries {

    /** English first: where two languages disagree, it decides. */
    private static final List<String> LANGUAGES = List.of(
            "en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "tr", "el",
            "ru", "uk", "ar", "he", "ja", "ko", "zh", "id", "vi", "th");

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("united states of america", "US"),
            Map.entry("u s", "US"),
            Map.entry("u s a", "US"),
            Map.entry("america", "US"),
            Map.entry("uk", "GB"),
            Map.entry("u k", "GB"),
            Map.entry("great britain", "GB"),
            Map.entry("britain", "GB"),
            Map.entry("england", "GB"),
            Map.entry("scotland", "GB"),
            Map.entry("wales", "GB"),
            Map.entry("northern ireland", "GB"),
            Map.entry("republic of ireland", "IE"),
            Map.entry("holland", "NL"),
            Map.entry("the netherlands", "NL"),
            Map.entry("czech republic", "CZ"),
            Map.entry("korea", "KR"),
            Map.entry("republic of korea", "KR"),
            Map.entry("russian federation", "RU"),
            Map.entry("viet nam", "VN"),
            Map.entry("ivory coast", "CI"),
            Map.entry("turkey", "TR"),
            Map.entry("macedonia", "MK"),
            Map.entry("uae", "AE"),
            Map.entry("u a e", "AE"),
            Map.entry("prc", "CN"),
            Map.entry("peoples republic of china", "CN"),
            Map.entry("hong kong", "HK"),
            Map.entry("macau", "MO"),
            Map.entry("vatican", "VA"),
            Map.entry("burma", "MM"),
            Map.entry("bundesrepublik deutschland", "DE"));

    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The code; null when the country is not known. */
    static @Nullable String code(String text) {
        return CODES.get(NameKey.of(text));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        String[] countries = Locale.getISOCountries();
        for (String country : countries) {
            codes.put(NameKey.of(country), country);
            codes.putIfAbsent(NameKey.of(Locale.of("", country).getISO3Country()), country);
        }
        codes.putAll(ALIASES);
        for (String language : LANGUAGES) {
            for (String country : countries) {
                String name = Locale.of("", country).getDisplayCountry(Locale.of(language));
                codes.putIfAbsent(NameKey.of(name), country);
            }
        }
        return codes;
    }
}
