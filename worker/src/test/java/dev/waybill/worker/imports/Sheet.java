package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.worker.source.ReadLimits;
import dev.waybill.worker.source.RecordReader;
import dev.waybill.worker.source.RecordSource;
import dev.waybill.worker.source.Survey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes a text through everything that an import does before it needs a database. */
final class Sheet {

    static final CsvInput INPUT = CsvInput.of(UUID.fromString("3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11"));

    private Sheet() {}

    /** The input with these other members. */
    static CsvInput with(Map<String, ?> members) {
        return Inputs.csv(INPUT.fileId(), members);
    }

    static List<Checked<ProductDraft>> check(String text) {
        return check(text.getBytes(UTF_8), INPUT);
    }

    static List<Checked<ProductDraft>> check(byte[] bytes, CsvInput input) {
        return check(
                SourceFormats.csv(
                        () -> new ByteArrayInputStream(bytes), input.delimiter(), input.charset(), ReadLimits.DEFAULTS),
                input.settings());
    }

    static List<Checked<ProductDraft>> check(RecordSource source, ImportSettings settings) {
        try {
            Survey survey = source.survey();
            Dialect dialect = Dialect.of(settings.dialect(), survey.columns());
            Columns columns = ProductTarget.columns(survey.columns(), dialect, settings);
            ProductRules rules = new ProductRules(dialect, DraftRules.of(settings));
            RowChecker<ProductDraft> checker = new RowChecker<>(rules, new SeenIdentities(survey.records()));
            List<Checked<ProductDraft>> checked = new ArrayList<>();
            try (RecordReader reader = source.open(survey)) {
                Groups groups = new Groups(reader, columns, rules::together);
                for (List<Row> group = groups.next(); group != null; group = groups.next()) {
                    checked.addAll(checker.check(group));
                }
            }
            return checked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The drafts of a text without a bad row. */
    static List<ProductDraft> drafts(String text) {
        return drafts(check(text));
    }

    static List<ProductDraft> drafts(List<Checked<ProductDraft>> rows) {
        return rows.stream()
                .filter(row -> !(row instanceof Checked.Aside))
                .map(row -> switch (row) {
                    case Checked.Good<ProductDraft> good -> good.draft();
                    case Checked.Bad<ProductDraft> bad ->
                        throw new AssertionError("row " + bad.row().row() + ": " + bad.fault());
                    case Checked.Aside<ProductDraft> aside -> throw new AssertionError(aside);
                })
                .toList();
    }

    /** {@code good}, the code of its fault, or the code of what it is instead of a product. */
    static String verdict(Checked<ProductDraft> row) {
        return switch (row) {
            case Checked.Good<ProductDraft> good -> "good";
            case Checked.Bad<ProductDraft> bad -> bad.fault().code();
            case Checked.Aside<ProductDraft> aside -> aside.code();
        };
    }
}
