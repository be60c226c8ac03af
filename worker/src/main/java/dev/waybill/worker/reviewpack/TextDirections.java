package dev.waybill.worker.reviewpack;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiSplitterFactory;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text from right to left, as the JDK finds it: in its order, its brackets mirrored, Arabic letters unjoined. */
final class TextDirections implements BidiSplitterFactory, BidiReorderer {

    private static final String OPENING = "([{<\u00AB\u2039";
    private static final String CLOSING = ")]}>\u00BB\u203A";

    @Override
    public BidiSplitter createBidiSplitter() {
        return new Runs();
    }

    @Override
    public String reorderRTLTextToLTR(String text) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        StringBuilder reordered = new StringBuilder(text.length());
        int end = characters.last();
        for (int start = characters.previous(); start != BreakIterator.DONE; start = characters.previous()) {
            reordered.append(mirrored(text.substring(start, end)));
            end = start;
        }
        return reordered.toString();
    }

    @Override
    public String shapeText(String text) {
        return text;
    }

    @Override
    public String deshapeText(String text) {
        return text;
    }

    @Override
    public boolean isLiveImplementation() {
        return true;
    }

    private static String mirrored(String character) {
        int opening = OPENING.indexOf(character);
        int closing = CLOSING.indexOf(character);
        if (opening >= 0) {
            return String.valueOf(CLOSING.charAt(opening));
        }
        return closing >= 0 ? String.valueOf(OPENING.charAt(closing)) : character;
    }

    /** The runs of a paragraph that go one way. */
    private static final class Runs implements BidiSplitter {

        private @Nullable Bidi bidi;

        @Override
        public void setParagraph(String paragraph, byte direction) {
            bidi = new Bidi(
                    paragraph, direction == RTL ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        }

        @Override
        public int countTextRuns() {
            return bidi == null ? 0 : bidi.getRunCount();
        }

        @Override
        public BidiTextRun getVisualRun(int index) {
            if (bidi == null) {
                throw new IllegalStateException("no paragraph is set");
            }
            int start = bidi.getRunStart(index);
            byte direction = bidi.getRunLevel(index) % 2 == 0 ? LTR : RTL;
            return new BidiTextRun(start, bidi.getRunLimit(index) - start, direction);
        }

        @Override
        public byte getBaseDirection(String paragraph) {
            Bidi found = new Bidi(paragraph, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
            return found.baseIsLeftToRight() ? LTR : RTL;
        }
    }
}
