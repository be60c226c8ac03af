package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.Workbook.Sheet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sheet of an Excel workbook (.xlsx, .xlsm). Its first row that holds something is the header. Values are as people
 * see them: {@code 12}, {@code 0.3}, {@code true}, dates and times by ISO 8601 ({@code 2026-01-31},
 * {@code 2026-01-31T08:30:00}, {@code 08:30:00}), of formulas the result that the workbook was saved with. Of merged cells
 * the first has the value. A cell with an error such as {@code #N/A} makes its row a fault.
 *
 * <p>The workbook is copied to the temporary directory while it is read, since it cannot be read from its start to its
 * end; it takes heap for neither its rows nor its texts. What an archive unpacks to is limited.
 */
public final class ExcelSource implements RecordSource {

    private static final int SAMPLE_BYTES = 1 << 16;
    private static final long MOST_BYTES = 1L << 30;
    private static final int NAMED_SHEETS = 20;

    private final Content content;
    private final ExcelOptions options;
    private final ReadLimits limits;

    public ExcelSource(Content content, ExcelOptions options, ReadLimits limits) {
        this.content = content;
        this.options = options;
        this.limits = limits;
    }

    /**
     * {@inheritDoc}
     *
     * @throws Rejected {@code empty_file}, {@code not_an_excel}, {@code old_excel}, {@code excel_binary},
     *     {@code excel_encrypted}, {@code excel_malformed}, {@code archive_bomb}, {@code unknown_sheet},
     *     {@code no_usable_header}, {@code too_many_rows}, {@code too_large}, {@code html_page}
     */
    @Override
    public Survey survey() throws IOException {
        try (Workbook workbook = workbook()) {
            Sheet sheet = sheet(workbook);
            try (TableReading reading = new TableReading(workbook.rows(sheet))) {
                List<String> columns = reading.header();
                long records = reading.count(limits);
                if (records == 0) {
                    throw new Rejected("empty_file", "The sheet has a header but no rows.");
                }
                return new Survey(null, null, columns, records, sheet.name());
            }
        }
    }

    @Override
    public RecordReader open(Survey survey) throws IOException {
        Workbook workbook = workbook();
        try {
            Sheet sheet = workbook.sheets().stream()
                    .filter(each -> each.name().equals(survey.part()))
                    .findFirst()
                    .orElseThrow(() -> unknownSheet(workbook, survey.part()));
            ExcelReading reading = new ExcelReading(workbook, new TableReading(workbook.rows(sheet)));
            reading.header();
            return reading;
        } catch (IOException | RuntimeException e) {
            try (Workbook closed = workbook) {
                throw e;
            }
        }
    }

    private Sheet sheet(Workbook workbook) throws IOException {
        String wanted = options.sheet();
        return wanted == null ? firstWithData(workbook) : named(workbook, wanted.strip());
    }

    private static Sheet firstWithData(Workbook workbook) throws IOException {
        for (Sheet sheet : workbook.sheets()) {
            if (sheet.visible() && holdsSomething(workbook, sheet)) {
                return sheet;
            }
        }
        throw new Rejected("empty_file", "No visible sheet of the workbook holds anything.");
    }

    private static boolean holdsSomething(Workbook workbook, Sheet sheet) throws IOException {
        try (SheetRows rows = workbook.rows(sheet)) {
            RawRecord row = rows.next();
            while (row != null && row.blank()) {
                row = rows.next();
            }
            return row != null;
        }
    }

    private static Sheet named(Workbook workbook, String wanted) {
        Optional<Sheet> byName = workbook.sheets().stream()
                .filter(sheet -> sheet.name().strip().equalsIgnoreCase(wanted))
                .findFirst();
        int number = CellNumber.whole(wanted, 0);
        boolean isThere = number >= 1 && number <= workbook.sheets().size();
        return byName.or(() -> isThere ? Optional.of(workbook.sheets().get(number - 1)) : Optional.empty())
                .orElseThrow(() -> unknownSheet(workbook, wanted));
    }

    private static Rejected unknownSheet(Workbook workbook, @Nullable String wanted) {
        List<String> names = workbook.sheets().stream()
                .map(Sheet::name)
                .limit(NAMED_SHEETS)
                .map(ExcelSource::quoted)
                .toList();
        String asked = quoted(Objects.requireNonNullElse(wanted, ""));
        return new Rejected(
                "unknown_sheet", "The workbook has no sheet %s; it has %s.".formatted(asked, String.join(", ", names)));
    }

    private static String quoted(String name) {
        return '"' + name.substring(0, Math.min(100, name.length())) + '"';
    }

    private Workbook workbook() throws IOException {
        try (TemporaryFile file = new TemporaryFile()) {
            copyTo(file);
            // open, it is read on though its name is gone
            return Workbook.open(WorkbookParts.open(file.path(), limits), limits, content::throwIfStopped);
        }
    }

    private void copyTo(TemporaryFile file) throws IOException {
        try (InputStream bytes = content.open();
                OutputStream copy = Files.newOutputStream(file.path())) {
            byte[] sample = bytes.readNBytes(SAMPLE_BYTES);
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(sample), bytes);
            requireWorkbook(FileKind.of(sample), all);
            byte[] buffer = new byte[SAMPLE_BYTES];
            long size = 0;
            for (int count = all.read(buffer); count >= 0; count = all.read(buffer)) {
                size += count;
                requireWithin(size);
                copy.write(buffer, 0, count);
            }
        }
    }

    private static void requireWorkbook(FileKind kind, InputStream bytes) throws IOException {
        switch (kind) {
            case OLE -> throw OldOffice.refusal(bytes);
            case OLD_WORKBOOK ->
                throw new Rejected("old_excel", "The workbook is in the format of Excel 2003; save it as .xlsx.");
            case HTML ->
                throw new Rejected("html_page", "It is a web page, perhaps a login page, instead of a workbook.");
            default -> kind.require(FileKind.ZIP, "not_an_excel", "an Excel workbook");
        }
    }

    private static void requireWithin(long size) {
        if (size > MOST_BYTES) {
            throw new Rejected("too_large", "The workbook is larger than 1 GB.");
        }
    }
}
