package dev.waybill.standalone.faults;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found to be wrong, each thing once. */
final class Findings {

    /** What can be wrong. */
    enum Kind {
        /** A submit was answered, and its process or an effect of it is not there. */
        LOST,
        /** A submit has two processes, or an effect is there twice, or ran beside another against their limit. */
        DUPLICATED,
        /** It goes no further. */
        STUCK,
        /** The ledger contradicts itself. */
        DIVERGED,
        /** It ended otherwise than it was told to, or spent other attempts. */
        MISJUDGED,
        /** Locks, sessions, rows or threads of nobody. */
        LEFT_OVER
    }

    private final Map<Kind, Set<String>> sentences = new EnumMap<>(Kind.class);

    Findings() {
        Stream.of(Kind.values()).forEach(kind -> sentences.put(kind, new ConcurrentSkipListSet<>()));
    }

    void add(Kind kind, Collection<String> found) {
        of(kind).addAll(found);
    }

    boolean any(Kind kind) {
        return !of(kind).isEmpty();
    }

    List<String> all() {
        return sentences.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(sentence -> entry.getKey() + ": " + sentence))
                .toList();
    }

    /** For people: how many of each kind. */
    String counts() {
        return sentences.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                        + entry.getValue().size())
                .collect(Collectors.joining(", "));
    }

    private Set<String> of(Kind kind) {
        return sentences.getOrDefault(kind, Set.of());
    }
}
