package dev.waybill.standalone.cli;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Text measured in the columns of a terminal: wide characters and most emoji take two, marks none. */
final class Cells {

    private static final Pattern CLUSTER = Pattern.compile("\\X");
    private static final String ELLIPSIS = "…";
    private static final int EMOJI_STYLE = 0xfe0f;

    /** Wide by Unicode's EastAsianWidth, in blocks. */
    private static final int[][] WIDE = {
        {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xa000, 0xa4cf},
        {0xa960, 0xa97f}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6},
        {0x16fe0, 0x18cff}, {0x1aff0, 0x1b2ff}, {0x20000, 0x3fffd}
    };

    private Cells() {}

    static int width(String text) {
        return clusters(text).stream().mapToInt(Cells::widthOfCluster).sum();
    }

    /** Cut, with an ellipsis, or filled up with blanks. */
    static String fit(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(Math.max(0, width - width(cut)));
    }

    /** Cut, with an ellipsis, where it is too long. */
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (String cluster : clusters(text)) {
            used += widthOfCluster(cluster);
            if (used > width - 1) {
                break;
            }
            kept.append(cluster);
        }
        return width <= 0 ? "" : kept + ELLIPSIS;
    }

    private static List<String> clusters(String text) {
        return CLUSTER.matcher(text).results().map(MatchResult::group).toList();
    }

    private static int widthOfCluster(String cluster) {
        int first = cluster.codePointAt(0);
        if (Character.isEmojiPresentation(first) || cluster.indexOf(EMOJI_STYLE) > 0 || isWide(first)) {
            return 2;
        }
        return switch (Character.getType(first)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> 1;
        };
    }

    private static boolean isWide(int c) {
        for (int[] block : WIDE) {
            if (c >= block[0] && c <= block[1]) {
                return true;
            }
        }
        return false;
    }
}
