package dev.waybill.shared.locations;

import java.util.ArrayList;
import java.util.List;

/** What the rules find while they look at one draft. */
final class Findings {

    private final List<String> warnings = new ArrayList<>();
    private final List<LocationProblem> errors = new ArrayList<>();

    void warn(String warning) {
        warnings.add(warning);
    }

    /** An error whose code is the field and what is wrong with it, such as {@code name_missing}. */
    void error(String field, String wrong, String message) {
        errors.add(new LocationProblem(field, field + "_" + wrong, message));
    }

    CheckedLocation about(LocationDraft draft) {
        return new CheckedLocation(draft, warnings, errors);
    }
}
