package dev.waybill.worker.reviewpack;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/**
 * The fonts of a report, embedded as far as they are used: DejaVu Sans, and for each character that it lacks the first font
 * that has it. They are read when a text needs them.
 */
final class ReportFonts {

    private static final int NORMAL = 400;
    private static final int BOLD = 700;
    private static final String DEJAVU = "/net/sf/jasperreports/fonts/dejavu/";
    private static final String CHINESE = "/fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf";

    private final List<Path> further;

    ReportFonts(List<Path> further) {
        this.further = List.copyOf(further);
    }

    void addTo(PdfRendererBuilder builder) {
        EnumSet<FSFontUseCase> text = EnumSet.of(FSFontUseCase.DOCUMENT);
        EnumSet<FSFontUseCase> fallback = EnumSet.of(FSFontUseCase.FALLBACK_PRE);
        builder.useFont(() -> resource(DEJAVU + "DejaVuSans.ttf"), "Text", NORMAL, FontStyle.NORMAL, true, text);
        builder.useFont(() -> resource(DEJAVU + "DejaVuSans-Bold.ttf"), "Text", BOLD, FontStyle.NORMAL, true, text);
        for (int index = 0; index < further.size(); index++) {
            builder.useFont(further.get(index).toFile(), "Further" + index, NORMAL, FontStyle.NORMAL, true, fallback);
        }
        builder.useFont(() -> resource(CHINESE), "Chinese", NORMAL, FontStyle.NORMAL, true, fallback);
    }

    private static InputStream resource(String path) {
        return Objects.requireNonNull(ReportFonts.class.getResourceAsStream(path), path);
    }
}
