package dev.waybill.worker.source;

import java.io.IOException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gathers a text that can be in pieces of different looks: the {@code t} elements, without those that only tell how to
 * pronounce it, and {@code v}, a cell's plain value (ECMA-376 part 1, 18.4).
 */
final class CellText {

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final BoundedText text;
    private boolean within;
    private boolean pronunciation;

    CellText(int longest) {
        text = new BoundedText(longest);
    }

    /** Takes what an event brings. Returns true when it is no part of the text. */
    boolean take(XmlWalk.Event event, XmlWalk walk) throws IOException {
        if (event == XmlWalk.Event.TEXT) {
            if (within && !pronunciation) {
                walk.appendTo(text);
            }
            return false;
        }
        switch (walk.localName()) {
            case "t", "v" -> within = event == XmlWalk.Event.START;
            case "rPh" -> pronunciation = event == XmlWalk.Event.START;
            default -> {
                return true;
            }
        }
        return false;
    }

    boolean cut() {
        return text.cut();
    }

    String take() {
        return text.take();
    }

    /** The text with what cannot stand in XML, for example {@code _x000D_}, put back. */
    String takeUnescaped() {
        String taken = text.take();
        return taken.contains("_x") ? ESCAPED.matcher(taken).replaceAll(CellText::character) : taken;
    }

    void clear() {
        text.clear();
        within = false;
        pronunciation = false;
    }

    private static String character(MatchResult escaped) {
        char character = (char) Integer.parseInt(escaped.group(1), 16);
        // half a pair or a zero is no text
        return Character.isSurrogate(character) || character == 0
                ? "\uFFFD"
                : Matcher.quoteReplacement(String.valueOf(character));
    }
}
