package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opening hours in one form, read from an object of days. A day is a list of {@code {"open": "09:00", "close": "17:00"}},
 * one such object, or a text such as {@code 09:00-12:00, 13:00-17:00}, {@code 9am - 5pm}, {@code closed} or
 * {@code 24 hours}.
 */
final class WeekHours {

    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final Pattern CLOSED = Pattern.compile("closed|-|");
    private static final Pattern ALL_DAY = Pattern.compile("24 ?h(ou)?r?s?|open 24 hours|24/7|all day");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2})(?:[:.](\\d{2}))?(?::\\d{2})? ?([ap])?\\.?(?:m\\.?)?");
    private static final Pattern DASH = Pattern.compile(" ?(?:-|–|—|to|until) ?");
    private static final int MOST_SPANS = 6;

    private WeekHours() {}

    /** The hours; null when they are in another form. */
    static @Nullable Map<String, List<OpenHours>> read(JsonNode hours) {
        Map<String, List<OpenHours>> days = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : hours.properties()) {
            String day = day(member.getKey());
            List<OpenHours> spans = spans(member.getValue());
            if (day == null || spans == null || days.put(day, spans) != null) {
                return null;
            }
        }
        return hours.isObject() ? inOrder(days) : null;
    }

    private static @Nullable String day(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return DAYS.stream()
                .filter(day -> lower.length() >= 2 && day.startsWith(lower))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, List<OpenHours>> inOrder(Map<String, List<OpenHours>> days) {
        Map<String, List<OpenHours>> ordered = new LinkedHashMap<>();
        for (String day : DAYS) {
            List<OpenHours> spans = days.get(day);
            if (spans != null) {
                ordered.put(day, spans);
            }
        }
        return ordered;
    }

    private static @Nullable List<OpenHours> spans(JsonNode day) {
        if (day.isNull()) {
            return List.of();
        }
        if (day.isTextual()) {
            return spans(day.textValue().strip().toLowerCase(Locale.ROOT));
        }
        List<OpenHours> spans = new ArrayList<>();
        for (JsonNode span : day.isArray() ? day : List.of(day)) {
            OpenHours hours = span.isTextual()
                    ? span(span.textValue().strip().toLowerCase(Locale.ROOT))
                    : span(span.path("open").asText(), span.path("close").asText());
            if (hours == null || spans.size() == MOST_SPANS) {
                return null;
            }
            spans.add(hours);
        }
        return List.copyOf(spans);
    }

    private static @Nullable List<OpenHours> spans(String text) {
        if (CLOSED.matcher(text).matches()) {
            return List.of();
        }
        if (ALL_DAY.matcher(text).matches()) {
            return List.of(new OpenHours("00:00", "24:00"));
        }
        List<OpenHours> spans = new ArrayList<>();
        for (String part : text.split("[,;/&]|\\band\\b")) {
            OpenHours span = span(part.strip());
            if (span == null || spans.size() == MOST_SPANS) {
                return null;
            }
            spans.add(span);
        }
        return List.copyOf(spans);
    }

    private static @Nullable OpenHours span(String text) {
        String[] ends = DASH.split(text);
        return ends.length == 2 ? span(ends[0], ends[1]) : null;
    }

    private static @Nullable OpenHours span(String from, String to) {
        String open = time(from);
        String close = time(to);
        return open == null || close == null || open.equals("24:00") ? null : new OpenHours(open, close);
    }

    private static @Nullable String time(String text) {
        Matcher time = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!time.matches()) {
            return null;
        }
        int hour = Integer.parseInt(time.group(1));
        int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
        String half = time.group(3);
        if (half != null) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + (half.equals("p") ? 12 : 0);
        }
        boolean valid = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
        return valid ? "%02d:%02d".formatted(hour, minute) : null;
    }
}
