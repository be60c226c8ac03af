package dev.waybill.worker.reviewpack;

import dev.waybill.shared.inventory.Finding;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The report as a document: cover, status summary, findings by type with evidence, operations. */
final class ReportDocument {

    private static final String STYLE = """
            @page { size: A4; margin: 18mm 15mm 16mm 15mm;
              @bottom-left { content: 'Waybill review pack'; font: 7.5pt Text; color: #667; }
              @bottom-right { content: counter(page) ' / ' counter(pages); font: 7.5pt Text; color: #667; } }
            body { font-family: Text; font-size: 9pt; line-height: 1.35; color: #1b2330; }
            h1 { font-size: 26pt; padding-top: 60mm; margin: 0 0 2mm 0; }
            .tenant { font-size: 15pt; margin: 0 0 12mm 0; color: #2f5d8a; }
            h2 { font-size: 15pt; page-break-before: always; margin: 0 0 4mm 0; border-bottom: 1pt solid #2f5d8a; }
            h3 { font-size: 11pt; margin: 6mm 0 2mm 0; page-break-after: avoid; }
            table { width: 100%; border-collapse: collapse; table-layout: fixed; -fs-table-paginate: paginate;
              margin: 0 0 3mm 0; }
            th { text-align: left; background: #e8eef5; font-weight: bold; }
            th, td { border: 0.4pt solid #b9c4d2; padding: 1mm 1.5mm; vertical-align: top; word-wrap: break-word; }
            tr { page-break-inside: avoid; }
            .facts td { border: 0; padding: 0.6mm 0; }
            .facts { width: 60%; }
            .beyond { color: #667; }
            """;
    private static final int[] TYPES = {18, 22, 12, 24, 24};
    private static final int[] HALVES = {40, 60};
    private static final int[] FINDINGS = {24, 15, 13, 48};
    private static final int[] OPERATIONS = {9, 30, 27, 10, 12, 12};
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_MESSAGE = 300;

    private final PackReport report;
    private final Markup markup;

    private ReportDocument(PackReport report) {
        this.report = report;
        this.markup = new Markup("Review pack: " + Printable.of(report.tenantName()), STYLE);
    }

    static Document of(PackReport report) {
        ReportDocument made = new ReportDocument(report);
        made.cover();
        made.summary();
        if (report.options().withFindings()) {
            made.findings();
        }
        if (report.options().withOperations()) {
            made.operations();
        }
        return made.markup.document();
    }

    private void cover() {
        Element body = markup.body();
        markup.add(body, "h1", "Review pack");
        markup.add(body, "p", "tenant", Printable.of(report.tenantName(), LONGEST_NAME));
        ReviewPackOptions options = report.options();
        Element facts = markup.add(body, "table");
        facts.setAttribute("class", "facts");
        markup.row(facts, "Tenant", Long.toString(report.tenantId()));
        markup.row(facts, "From", options.from() == null ? "the beginning" : time(options.from()));
        markup.row(facts, "To", options.to() == null ? "the latest change" : time(options.to()));
        markup.row(facts, "Latest change", time(report.asOf()));
        markup.row(facts, "Findings", options.statuses().isEmpty() ? "all" : String.join(", ", options.statuses()));
        markup.row(facts, "Made by", "Waybill " + report.softwareVersion());
    }

    private void summary() {
        Element body = markup.body();
        markup.add(body, "h2", "Summary");
        if (report.options().withFindings()) {
            markup.add(
                    body,
                    "h3",
                    "Findings: %s".formatted(number(report.findings().total())));
            Element rows = markup.table(body, TYPES, "Type", "Subject", "Findings", "By status", "By change");
            for (FindingTally.Type type : report.findings().types()) {
                markup.row(
                        rows,
                        type.findingType(),
                        type.subjectType(),
                        number(type.total()),
                        counts(type.byStatus()),
                        counts(type.byChange()));
            }
            beyond(body, report.findings().ofFurtherTypes(), "findings of further types", PackGathering.FINDINGS);
        }
        if (report.options().withOperations()) {
            markup.add(
                    body,
                    "h3",
                    "Operations: %s".formatted(number(report.operations().total())));
            Element rows = markup.table(body, HALVES, "Operation", "By status");
            report.operations()
                    .byTypeAndStatus()
                    .forEach((operation, statuses) -> markup.row(rows, operation, counts(statuses)));
        }
    }

    private void findings() {
        markup.add(markup.body(), "h2", "Findings");
        if (report.findings().total() == 0) {
            markup.add(markup.body(), "p", "There are none.");
        }
        report.findings().types().forEach(this::findings);
    }

    private void findings(FindingTally.Type type) {
        Element body = markup.body();
        markup.add(body, "h3", "%s: %s (%s)".formatted(type.findingType(), type.subjectType(), number(type.total())));
        if (!type.shown().isEmpty()) {
            Element rows = markup.table(body, FINDINGS, "Subject", "Change, status", "Last seen", "Evidence");
            type.shown().forEach(finding -> row(rows, finding));
        }
        beyond(body, type.total() - type.shown().size(), "more", PackGathering.FINDINGS);
    }

    private void row(Element rows, Finding finding) {
        Element row = markup.add(rows, "tr");
        markup.add(row, "td", Printable.of(finding.subjectExternalId(), LONGEST_NAME));
        markup.add(row, "td", finding.change().word() + ", " + finding.status().word());
        markup.add(row, "td", time(finding.lastSeenAt()));
        Element evidence = markup.add(row, "td");
        List<String> lines = Evidence.lines(finding.evidence());
        lines.forEach(line -> markup.add(evidence, "div", line));
    }

    private void operations() {
        Element body = markup.body();
        markup.add(body, "h2", "Operations");
        if (report.operations().total() == 0) {
            markup.add(body, "p", "There are none.");
            return;
        }
        Element rows = markup.table(body, OPERATIONS, "Process", "Operation", "Status", "Items", "Submitted", "Ended");
        report.operations().shown().forEach(line -> row(rows, line));
        long more = report.operations().total() - report.operations().shown().size();
        beyond(body, more, "earlier ones", PackGathering.OPERATIONS);
    }

    private void row(Element rows, OperationTally.Line line) {
        String name = line.name() == null ? "" : "\u00A0\u2013 " + Printable.of(line.name(), LONGEST_NAME);
        String why = Objects.requireNonNullElse(line.errorMessage(), "");
        String status = line.reasonCode() == null
                ? line.status()
                : line.status() + ": " + line.reasonCode() + " " + Printable.of(why, LONGEST_MESSAGE);
        String failed = line.failed() == 0 ? "" : ", " + number(line.failed()) + " failed";
        markup.row(
                rows,
                "#" + line.id(),
                line.operation() + name,
                status,
                number(line.processed()) + failed,
                time(line.createdAt()),
                time(line.finishedAt()));
    }

    private void beyond(Element parent, long count, String what, String file) {
        if (count > 0) {
            markup.add(parent, "p", "beyond", "%s %s: see %s".formatted(number(count), what, file));
        }
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + number(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String time(@Nullable Instant instant) {
        return instant == null
                ? "\u2013"
                : instant.truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replace('T', ' ')
                        .replace("Z", " UTC");
    }
}
