package dev.waybill.bench;

import java.util.Arrays;
import java.util.List;

/** What can be set for a measurement, as {@code -Dbench.<name>}. */
final class Setting {

    private Setting() {}

    static int number(String name, int otherwise) {
        return Integer.getInteger("bench." + name, otherwise);
    }

    static List<String> names(String name, List<String> otherwise) {
        return List.of(
                System.getProperty("bench." + name, String.join(",", otherwise)).split(","));
    }

    static List<Integer> numbers(String name, String otherwise) {
        return Arrays.stream(System.getProperty("bench." + name, otherwise).split(","))
                .map(Integer::valueOf)
                .toList();
    }
}
