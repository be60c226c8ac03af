package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.imports.ImportDialect;
import dev.waybill.shared.imports.ImportInput;
import dev.waybill.shared.imports.ImportMapping;
import dev.waybill.worker.source.CsvSource;
import dev.waybill.worker.source.ReadLimits;
import dev.waybill.worker.source.RecordReader;
import dev.waybill.worker.source.Survey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Takes a text through everything that an import does before it needs a database. */
final class Sheet {

    static final ImportInput INPUT = ImportInput.of(UUID.fromString("3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11"));

    private Sheet() {}

    static List<Checked> check(String text) {
        return check(text.getBytes(UTF_8), INPUT);
    }

    static List<Checked> check(byte[] bytes, ImportInput input) {
        try {
            InputOptions options = InputOptions.of(input);
            CsvSource source = new CsvSource(() -> new ByteArrayInputStream(bytes), options.csv(), ReadLimits.DEFAULTS);
            Survey survey = source.survey();
            Dialect dialect =
                    Dialect.of(Objects.requireNonNullElse(input.dialect(), ImportDialect.AUTO), survey.columns());
            ImportMapping mapping = Objects.requireNonNullElse(input.mapping(), ImportMapping.NONE);
            Columns columns = Columns.of(survey.columns(), dialect, mapping.columns());
            RowChecker checker = new RowChecker(dialect, options.rules(), new SeenIdentities(survey.records()));
            return check(source, survey, columns, dialect, checker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The drafts of a text without a bad row. */
    static List<ProductDraft> drafts(String text) {
        return drafts(check(text));
    }

    static List<ProductDraft> drafts(List<Checked> rows) {
        return rows.stream()
                .filter(row -> !(row instanceof Checked.Aside))
                .map(row -> switch (row) {
                    case Checked.Good good -> good.draft();
                    case Checked.Bad bad ->
                        throw new AssertionError("row " + bad.row().row() + ": " + bad.fault());
                    case Checked.Aside aside -> throw new AssertionError(aside);
                })
                .toList();
    }

    /** {@code good}, the code of its fault, or the code of what it is instead of a product. */
    static String verdict(Checked row) {
        return switch (row) {
            case Checked.Good good -> "good";
            case Checked.Bad bad -> bad.fault().code();
            case Checked.Aside aside -> aside.code();
        };
    }

    private static List<Checked> check(
            CsvSource source, Survey survey, Columns columns, Dialect dialect, RowChecker checker) throws IOException {
        List<Checked> checked = new ArrayList<>();
        try (RecordReader reader = source.open(survey)) {
            Groups groups = new Groups(reader, columns, dialect);
            for (List<Row> group = groups.next(); group != null; group = groups.next()) {
                checked.addAll(checker.check(group));
            }
        }
        return checked;
    }
}
