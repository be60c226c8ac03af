package dev.waybill.worker.outbound;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Walks through the value of a header: blanks, tokens, quoted strings and parameters (RFC 9110, 5.6). */
final class HeaderScanner {

    private static final String SEPARATORS = " \t\",;=<>";

    private final String text;
    private int at;

    HeaderScanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        skipBlanks();
        return at >= text.length();
    }

    /** Goes over the character, if it comes next. */
    boolean take(char wanted) {
        skipBlanks();
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    /** Everything before that character, and goes over it; or all that is left. */
    String upTo(char end) {
        int found = text.indexOf(end, at);
        String taken = text.substring(at, found < 0 ? text.length() : found);
        at = found < 0 ? text.length() : found + 1;
        return taken;
    }

    void skipPast(char end) {
        String unused = upTo(end);
    }

    /** The longest run without separators; may be empty. */
    String token() {
        skipBlanks();
        int start = at;
        while (at < text.length() && SEPARATORS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** All of {@code ; name=value; name="value"}, names in lower case; of equal names the first counts. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        while (take(';')) {
            String name = token().toLowerCase(Locale.ROOT);
            String value = take('=') ? value() : "";
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name, value);
            }
        }
        return parameters;
    }

    private String value() {
        return take('"') ? quoted() : token();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }
}
