package dev.waybill.worker.source;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which element is a record.
 *
 * @param names the names on the way to it
 * @param fromRoot whether they start at the root; otherwise they may end a path of any length
 */
record RecordPath(List<String> names, boolean fromRoot) {
    RecordPath {
        names = List.copyOf(names);
    }

    /** {@code /catalog/product} or {@code product}. */
    static RecordPath of(String text) {
        List<String> names = Stream.of(text.split("/"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return new RecordPath(
                names, text.strip().startsWith("/") && !text.strip().startsWith("//"));
    }

    /** @param path the names from the root to an element */
    boolean matches(List<String> path) {
        int above = path.size() - names.size();
        if (names.isEmpty() || above < 0 || (fromRoot && above > 0)) {
            return false;
        }
        for (int index = names.size() - 1; index >= 0; index--) {
            if (!names.get(index).equals(path.get(above + index))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return (fromRoot ? "/" : "") + String.join("/", names);
    }
}
