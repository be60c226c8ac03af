package dev.waybill.worker.inventory;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place in a JSON document. In an array that is compared by a key, the step is the key.
 *
 * @param steps names of members, and indexes
 */
record Path(List<String> steps) {

    /** The whole document. */
    static final Path ROOT = new Path(List.of());

    Path {
        steps = List.copyOf(steps);
    }

    /** Of an RFC 6901 pointer. */
    static Path of(String pointer) {
        return new Path(Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    Path child(String step) {
        return new Path(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /** Whether this, read as a pattern in which a step {@code *} stands for any, means that place or one above it. */
    boolean covers(Path place) {
        if (steps.size() > place.steps.size()) {
            return false;
        }
        for (int at = 0; at < steps.size(); at++) {
            if (!steps.get(at).equals("*") && !steps.get(at).equals(place.steps.get(at))) {
                return false;
            }
        }
        return true;
    }

    /** Whether this, read as a pattern, means just that place. */
    boolean means(Path place) {
        return steps.size() == place.steps.size() && covers(place);
    }

    /** As an RFC 6901 pointer. */
    @Override
    public String toString() {
        StringBuilder pointer = new StringBuilder();
        steps.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }
}
