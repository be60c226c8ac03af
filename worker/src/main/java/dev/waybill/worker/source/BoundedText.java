package dev.waybill.worker.source;

/** Text that comes in pieces; beyond its limit only its start is kept. */
final class BoundedText {

    private static final int EXCERPT = 200;

    private final int longest;
    private final StringBuilder text = new StringBuilder();
    private boolean cut;

    BoundedText(int longest) {
        this.longest = longest;
    }

    void append(char[] buffer, int offset, int length) {
        if (cut || text.length() + length > longest) {
            shorten(String.valueOf(buffer, offset, Math.min(length, EXCERPT)));
        } else {
            text.append(buffer, offset, length);
        }
    }

    /** Whether it was longer than the limit. */
    boolean cut() {
        return cut;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    boolean isBlank() {
        for (int at = 0; at < text.length(); at++) {
            if (!Character.isWhitespace(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** Gives it away and starts anew. */
    String take() {
        String taken = text.toString();
        clear();
        return taken;
    }

    void clear() {
        text.setLength(0);
        cut = false;
        if (text.capacity() > 1 << 16) {
            text.trimToSize();
        }
    }

    private void shorten(String more) {
        if (!cut) {
            cut = true;
            text.append(more);
            text.setLength(excerptLength());
        }
    }

    private int excerptLength() {
        int end = Math.min(text.length(), EXCERPT);
        boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return splitsPair ? end - 1 : end;
    }
}
