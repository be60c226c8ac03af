package dev.waybill.worker.reviewpack;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Writes the report as a PDF: the same bytes whenever it says the same. */
final class ReportPdf {

    static {
        XRLog.setLoggerImpl(new RendererLog());
    }

    private final ReportFonts fonts;

    /** @param fonts TrueType files for scripts that our own lack */
    ReportPdf(List<Path> fonts) {
        this.fonts = new ReportFonts(fonts);
    }

    void write(PackReport report, Path file) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            // both become part of the file's id, which would be drawn from the clock otherwise
            pdf.setDocumentId(report.asOf().toEpochMilli());
            try (PdfBoxRenderer renderer = renderer(report, pdf)) {
                renderer.createPDFKeepOpen();
                date(pdf.getDocumentInformation(), report.asOf());
                pdf.save(file.toFile());
            }
        }
    }

    private PdfBoxRenderer renderer(PackReport report, PDDocument pdf) {
        TextDirections directions = new TextDirections();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePDDocument(pdf);
        builder.withW3cDocument(ReportDocument.of(report), null);
        builder.withProducer("Waybill");
        builder.useReplacementText("\uFFFD");
        builder.useUnicodeBidiSplitter(directions);
        builder.useUnicodeBidiReorderer(directions);
        builder.defaultTextDirection(TextDirection.LTR);
        // nothing in the document names a resource; were it to, nothing would be fetched
        builder.useUriResolver((base, uri) -> null);
        fonts.addTo(builder);
        return builder.buildPdfRenderer();
    }

    private static void date(PDDocumentInformation information, Instant asOf) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(asOf.toEpochMilli());
        information.setCreationDate(calendar);
        information.setModificationDate(calendar);
    }
}
