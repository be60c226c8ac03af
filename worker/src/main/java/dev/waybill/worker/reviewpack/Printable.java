package dev.waybill.worker.reviewpack;

/** Text as it can stand on paper: one line, no character that shows nothing or turns others around. */
final class Printable {

    private static final int REPLACEMENT = 0xFFFD;
    private static final String ELLIPSIS = "\u2026";

    private Printable() {}

    /** Blanks for breaks, the replacement character for control characters and halves of pairs. */
    static String of(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(Printable::printable).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** The same, cut after so many characters. */
    static String of(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return of(text);
        }
        return of(text.substring(0, text.offsetByCodePoints(0, longest))) + ELLIPSIS;
    }

    private static int printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> Character.isWhitespace(codePoint) ? ' ' : REPLACEMENT;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE, Character.UNASSIGNED -> REPLACEMENT;
            case Character.FORMAT -> turnsText(codePoint) ? REPLACEMENT : codePoint;
            default -> codePoint;
        };
    }

    private static boolean turnsText(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
