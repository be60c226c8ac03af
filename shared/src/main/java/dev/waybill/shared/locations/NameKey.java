package dev.waybill.shared.locations;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names as they compare: without case, accents and punctuation; and whether two of them may be the same. */
final class NameKey {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final double ENOUGH_WORDS = 0.6;
    private static final double ENOUGH_CHARACTERS = 0.85;

    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("street", "st"),
            Map.entry("avenue", "ave"),
            Map.entry("av", "ave"),
            Map.entry("boulevard", "blvd"),
            Map.entry("road", "rd"),
            Map.entry("drive", "dr"),
            Map.entry("lane", "ln"),
            Map.entry("place", "pl"),
            Map.entry("square", "sq"),
            Map.entry("court", "ct"),
            Map.entry("highway", "hwy"),
            Map.entry("parkway", "pkwy"),
            Map.entry("suite", "ste"),
            Map.entry("floor", "fl"),
            Map.entry("north", "n"),
            Map.entry("south", "s"),
            Map.entry("east", "e"),
            Map.entry("west", "w"));

    private NameKey() {}

    /** The text without what does not tell two apart; a text of nothing else stays as it is. */
    static String of(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("&", " and ");
        String key = NO_WORD.matcher(plain).replaceAll(" ").strip();
        return key.isEmpty() ? text.strip() : key;
    }

    /** An address as it compares: its usual words in their usual short form. */
    static String ofAddress(String address) {
        return Arrays.stream(of(address).split(" "))
                .map(word -> word.endsWith("strasse") ? word.replace("strasse", "str") : word)
                .map(word -> SHORT.getOrDefault(word, word))
                .collect(Collectors.joining(" "));
    }

    /** Whether two names are alike enough to be of one place that stands in the same spot. */
    static boolean similar(String one, String other) {
        String a = of(one);
        String b = of(other);
        return a.equals(b) || sharedWords(a, b) >= ENOUGH_WORDS || sharedCharacters(a, b) >= ENOUGH_CHARACTERS;
    }

    private static double sharedWords(String a, String b) {
        Set<String> words = new HashSet<>(List.of(a.split(" ")));
        Set<String> others = new HashSet<>(List.of(b.split(" ")));
        Set<String> all = new HashSet<>(words);
        all.addAll(others);
        words.retainAll(others);
        return (double) words.size() / all.size();
    }

    private static double sharedCharacters(String a, String b) {
        int longest = Math.max(a.length(), b.length());
        return longest == 0 ? 1 : 1 - (double) distance(a, b) / longest;
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int column = 0; column <= b.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= a.length(); row++) {
            int[] line = new int[b.length() + 1];
            line[0] = row;
            for (int column = 1; column <= b.length(); column++) {
                int replaced = above[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
                line[column] = Math.min(replaced, Math.min(above[column], line[column - 1]) + 1);
            }
            above = line;
        }
        return above[b.length()];
    }
}
