package dev.waybill.worker.reviewpack;

import dev.waybill.shared.inventory.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the report says of findings: all of them by number, some of each type with their evidence. */
final class FindingTally {

    private static final int MOST_TYPES = 100;

    private final int perType;
    private final List<Type> types = new ArrayList<>();
    private final SortedMap<String, Long> byStatus = new TreeMap<>();
    private int left;
    private long total;
    private long ofFurtherTypes;
    private @Nullable Instant asOf;

    /**
     * @param perType findings of a type that are shown
     * @param inAll findings that are shown
     */
    FindingTally(int perType, int inAll) {
        this.perType = perType;
        this.left = inAll;
    }

    /** Findings of one kind about one kind of subject. */
    static final class Type {
        private final String findingType;
        private final String subjectType;
        private final SortedMap<String, Long> byStatus = new TreeMap<>();
        private final SortedMap<String, Long> byChange = new TreeMap<>();
        private final List<Finding> shown = new ArrayList<>();
        private long total;

        Type(Finding first) {
            findingType = first.findingType();
            subjectType = first.subjectType();
        }

        String findingType() {
            return findingType;
        }

        String subjectType() {
            return subjectType;
        }

        long total() {
            return total;
        }

        SortedMap<String, Long> byStatus() {
            return byStatus;
        }

        SortedMap<String, Long> byChange() {
            return byChange;
        }

        List<Finding> shown() {
            return shown;
        }

        private boolean has(Finding finding) {
            return findingType.equals(finding.findingType()) && subjectType.equals(finding.subjectType());
        }
    }

    /** In the order of types. */
    void add(Finding finding) {
        total++;
        byStatus.merge(finding.status().word(), 1L, Long::sum);
        if (asOf == null || finding.updatedAt().isAfter(asOf)) {
            asOf = finding.updatedAt();
        }
        Type type = type(finding);
        if (type == null) {
            ofFurtherTypes++;
            return;
        }
        type.total++;
        type.byStatus.merge(finding.status().word(), 1L, Long::sum);
        type.byChange.merge(finding.change().word(), 1L, Long::sum);
        if (type.shown.size() < perType && left > 0) {
            type.shown.add(finding);
            left--;
        }
    }

    long total() {
        return total;
    }

    SortedMap<String, Long> byStatus() {
        return byStatus;
    }

    List<Type> types() {
        return types;
    }

    /** Findings of types that came after the hundredth. */
    long ofFurtherTypes() {
        return ofFurtherTypes;
    }

    /** The latest change of any of them; null when there are none. */
    @Nullable
    Instant asOf() {
        return asOf;
    }

    private @Nullable Type type(Finding finding) {
        if (!types.isEmpty() && types.getLast().has(finding)) {
            return types.getLast();
        }
        if (types.size() == MOST_TYPES) {
            return null;
        }
        types.add(new Type(finding));
        return types.getLast();
    }
}
