package dev.waybill.worker.source;

import java.util.ArrayList;
import java.util.List;

/** Finds out which character separates the fields of a CSV, from how it starts. */
final class Delimiter {

    private static final String CANDIDATES = ",;\t|";
    private static final int RECORDS = 100;

    private final List<int[]> counts = new ArrayList<>();
    private int[] record = new int[CANDIDATES.length()];
    private boolean blank = true;
    private boolean quoted;
    private boolean fieldStarts = true;

    private Delimiter() {}

    /**
     * The candidate that splits the header and splits the most records in the same way; a comma when there is none.
     *
     * @param sample the beginning of the text
     */
    static char of(String sample) {
        if (sample.regionMatches(true, 0, "sep=", 0, 4) && sample.length() > 4 && sample.charAt(4) >= ' ') {
            return sample.charAt(4);
        }
        Delimiter delimiter = new Delimiter();
        for (int at = 0; at < sample.length() && delimiter.counts.size() < RECORDS; at++) {
            delimiter.see(sample.charAt(at));
        }
        // the last record of a sample may be cut off, so it counts only when it is the only one
        if (delimiter.counts.isEmpty()) {
            delimiter.endRecord();
        }
        return delimiter.best();
    }

    private void see(char character) {
        if (character == '"') {
            quoted = !quoted && fieldStarts;
            blank = false;
        } else if (!quoted) {
            seeOutside(character);
        }
    }

    private void seeOutside(char character) {
        int candidate = CANDIDATES.indexOf(character);
        if (character == '\n' || character == '\r') {
            endRecord();
        } else if (candidate >= 0) {
            record[candidate]++;
            fieldStarts = true;
            blank = false;
        } else if (character != ' ') {
            fieldStarts = false;
            blank = false;
        }
    }

    private void endRecord() {
        if (!blank) {
            counts.add(record);
            record = new int[CANDIDATES.length()];
        }
        blank = true;
        fieldStarts = true;
    }

    private char best() {
        int best = 0;
        for (int candidate = 1; candidate < CANDIDATES.length(); candidate++) {
            if (score(candidate) > score(best)) {
                best = candidate;
            }
        }
        return CANDIDATES.charAt(best);
    }

    private double score(int candidate) {
        int header = counts.isEmpty() ? 0 : counts.getFirst()[candidate];
        long same =
                counts.stream().filter(record -> record[candidate] == header).count();
        double share = counts.isEmpty() ? 0 : (double) same / counts.size();
        return header * share * share;
    }
}
