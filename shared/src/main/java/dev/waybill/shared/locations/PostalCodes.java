package dev.waybill.shared.locations;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What postal codes look like, for the countries where that says something. */
final class PostalCodes {

    private static final Map<String, Pattern> SHAPES = Map.ofEntries(
            shape("US", "\\d{5}(-\\d{4})?"),
            shape("CA", "[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] ?\\d[ABCEGHJ-NPRSTV-Z]\\d"),
            shape("GB", "(GIR ?0AA|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})"),
            shape("IE", "[A-Z]\\d[\\dW] ?[A-Z\\d]{4}"),
            shape("AU", "\\d{4}"),
            shape("NZ", "\\d{4}"),
            shape("DE", "\\d{5}"),
            shape("AT", "\\d{4}"),
            shape("CH", "\\d{4}"),
            shape("LI", "\\d{4}"),
            shape("FR", "\\d{5}"),
            shape("IT", "\\d{5}"),
            shape("ES", "\\d{5}"),
            shape("PT", "\\d{4}(-\\d{3})?"),
            shape("NL", "\\d{4} ?[A-Z]{2}"),
            shape("BE", "\\d{4}"),
            shape("LU", "(L-)?\\d{4}"),
            shape("DK", "\\d{4}"),
            shape("NO", "\\d{4}"),
            shape("SE", "\\d{3} ?\\d{2}"),
            shape("FI", "\\d{5}"),
            shape("PL", "\\d{2}-\\d{3}"),
            shape("CZ", "\\d{3} ?\\d{2}"),
            shape("SK", "\\d{3} ?\\d{2}"),
            shape("HU", "\\d{4}"),
            shape("GR", "\\d{3} ?\\d{2}"),
            shape("TR", "\\d{5}"),
            shape("JP", "\\d{3}-?\\d{4}"),
            shape("KR", "\\d{5}"),
            shape("CN", "\\d{6}"),
            shape("IN", "\\d{3} ?\\d{3}"),
            shape("SG", "\\d{6}"),
            shape("BR", "\\d{5}-?\\d{3}"),
            shape("MX", "\\d{5}"),
            shape("ZA", "\\d{4}"));

    private PostalCodes() {}

    /** Whether the code may be one of the country; true where nothing is known. */
    static boolean plausible(String country, String zip) {
        Pattern shape = SHAPES.get(country);
        return shape == null || shape.matcher(zip.toUpperCase(Locale.ROOT)).matches();
    }

    private static Map.Entry<String, Pattern> shape(String country, String shape) {
        return Map.entry(country, Pattern.compile(shape));
    }
}
