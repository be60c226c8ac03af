package dev.waybill.shared.locations;

import java.util.List;
import java.util.stream.Stream;

/**
 * A draft and what is to be said about it.
 *
 * @param warnings what does not prevent its import, as sentences; each once
 * @param errors what does
 */
public record CheckedLocation(LocationDraft draft, List<String> warnings, List<LocationProblem> errors) {

    public CheckedLocation {
        warnings = warnings.stream().distinct().toList();
        errors = List.copyOf(errors);
    }

    /** With further warnings, such as that of a possible duplicate. */
    public CheckedLocation with(List<String> moreWarnings) {
        return new CheckedLocation(
                draft, Stream.concat(warnings.stream(), moreWarnings.stream()).toList(), errors);
    }

    /** Whether it can become a location. */
    public boolean valid() {
        return errors.isEmpty();
    }

    public Confidence confidence() {
        return Confidence.of(draft, warnings.size(), errors.size());
    }
}
