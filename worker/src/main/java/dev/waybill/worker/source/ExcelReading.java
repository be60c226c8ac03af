package dev.waybill.worker.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a sheet, with the workbook that is open for them. */
final class ExcelReading implements RecordReader {

    private final Workbook workbook;
    private final TableReading sheet;

    ExcelReading(Workbook workbook, TableReading sheet) {
        this.workbook = workbook;
        this.sheet = sheet;
    }

    void header() throws IOException {
        sheet.header();
    }

    @Override
    public @Nullable SourceRecord next() throws IOException {
        return sheet.next();
    }

    @Override
    public void close() throws IOException {
        try (Workbook closed = workbook) {
            sheet.close();
        }
    }
}
