package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.DriftOptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What goes for the subjects of one type in one comparison.
 *
 * @param evidence whose values may be shown
 * @param ignored what may differ
 * @param tolerance by how much numbers may
 * @param unordered arrays whose order means nothing
 */
record DriftRules(List<Path> evidence, List<Path> ignored, BigDecimal tolerance, List<Unordered> unordered) {

    private static final List<String> EVERYTHING = List.of("/*");

    /**
     * An array whose order means nothing.
     *
     * @param key by which its objects are told apart; null compares whole elements
     */
    record Unordered(Path array, @Nullable String key) {

        private static Unordered of(String setting) {
            int equals = setting.indexOf('=');
            return equals < 0
                    ? new Unordered(Path.of(setting), null)
                    : new Unordered(Path.of(setting.substring(0, equals)), setting.substring(equals + 1));
        }
    }

    /** Of the settings for this type, the defaults, and what the submission added. */
    static DriftRules of(DriftProperties properties, String subjectType, DriftOptions options) {
        DriftProperties.Rules own = properties.subjects().get(subjectType);
        DriftProperties.Rules defaults = properties.defaults();
        return new DriftRules(
                paths(said(own, defaults, DriftProperties.Rules::evidenceFields, EVERYTHING), List.of()),
                paths(said(own, defaults, DriftProperties.Rules::ignoredPaths, List.of()), options.ignored()),
                Objects.requireNonNullElseGet(
                        options.numericTolerance(),
                        () -> said(own, defaults, DriftProperties.Rules::numericTolerance, BigDecimal.ZERO)),
                Stream.concat(
                                said(own, defaults, DriftProperties.Rules::unorderedArrays, List.<String>of()).stream()
                                        .map(Unordered::of),
                                options.unordered().stream()
                                        .map(array -> new Unordered(Path.of(array.path()), array.key())))
                        .toList());
    }

    boolean ignores(Path place) {
        return ignored.stream().anyMatch(pattern -> pattern.covers(place));
    }

    boolean shows(Path place) {
        return evidence.stream().anyMatch(pattern -> pattern.covers(place));
    }

    Optional<Unordered> unordered(Path array) {
        return unordered.stream().filter(one -> one.array().means(array)).findFirst();
    }

    private static <T> T said(
            DriftProperties.@Nullable Rules own,
            DriftProperties.Rules defaults,
            Function<DriftProperties.Rules, @Nullable T> what,
            T otherwise) {
        T ofType = own == null ? null : what.apply(own);
        return ofType != null ? ofType : Objects.requireNonNullElse(what.apply(defaults), otherwise);
    }

    private static List<Path> paths(List<String> settings, List<String> options) {
        return Stream.concat(settings.stream(), options.stream()).map(Path::of).toList();
    }
}
