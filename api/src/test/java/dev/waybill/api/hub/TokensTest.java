package dev.waybill.api.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recomputes every contrast that pages rely on (WCAG 2.2, 1.4.3 and 1.4.11) out of tokens.css. */
class TokensTest {

    private static final double TEXT = 4.5;
    private static final double SHAPE = 3.0;
    private static final List<String> STATUSES =
            List.of("queued", "running", "waiting-review", "succeeded", "partial", "failed", "cancelled");

    static Stream<Map<String, String>> schemes() throws IOException {
        try (InputStream in = Objects.requireNonNull(TokensTest.class.getResourceAsStream("/hub/css/tokens.css"))) {
            String css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int dark = css.indexOf("@media (prefers-color-scheme: dark)");
            Map<String, String> light = colours(css.substring(0, dark));
            Map<String, String> night = new HashMap<>(light);
            night.putAll(colours(css.substring(dark)));
            return Stream.of(light, night);
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void letEverythingBeRead(Map<String, String> colours) {
        for (String ground : List.of("canvas", "surface", "raised")) {
            for (String text : List.of("text", "muted", "link")) {
                atLeast(TEXT, text, ground, colours);
            }
        }
        atLeast(TEXT, "on-primary", "primary", colours);
        atLeast(TEXT, "on-danger", "danger", colours);
        atLeast(TEXT, "danger", "surface", colours);
        for (String status : STATUSES) {
            atLeast(TEXT, status + "-text", status + "-chip", colours);
            atLeast(TEXT, status + "-text", "surface", colours);
            atLeast(TEXT, status + "-text", "canvas", colours);
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void letShapesBeSeen(Map<String, String> colours) {
        atLeast(SHAPE, "border", "surface", colours);
        atLeast(SHAPE, "border", "canvas", colours);
        for (String status : STATUSES) {
            atLeast(SHAPE, status + "-bar", "surface", colours);
            atLeast(SHAPE, status + "-bar", "raised", colours);
        }
    }

    private static void atLeast(double wanted, String front, String back, Map<String, String> colours) {
        double one = luminance(Objects.requireNonNull(colours.get(front), front));
        double other = luminance(Objects.requireNonNull(colours.get(back), back));
        double contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        assertThat(contrast).as("%s on %s", front, back).isGreaterThanOrEqualTo(wanted);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour, 16);
        return 0.2126 * linear((rgb >> 16) & 255) + 0.7152 * linear((rgb >> 8) & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static Map<String, String> colours(String css) {
        Map<String, String> colours = new HashMap<>();
        Pattern.compile("--([a-z-]+): #([0-9A-F]{6});")
                .matcher(css)
                .results()
                .forEach(found -> colours.put(found.group(1), found.group(2)));
        return colours;
    }
}
