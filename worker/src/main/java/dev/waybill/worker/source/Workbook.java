package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.WorkbookParts.Relationship;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A workbook that is open: its sheets, and what their cells refer to. */
final class Workbook implements Closeable {

    private static final String USUAL_PLACE = "xl/workbook.xml";
    private static final int MOST_SHEETS = 10_000;

    private final WorkbookParts parts;
    private final ReadLimits limits;
    private final Runnable stop;
    private final List<Sheet> sheets = new ArrayList<>();
    private final CellFormats formats;
    private final SharedStrings strings;
    private boolean since1904;

    /**
     * A sheet of cells.
     *
     * @param name what its tab says
     * @param part where it is kept
     * @param visible whether people see its tab
     */
    record Sheet(String name, String part, boolean visible) {}

    private Workbook(WorkbookParts parts, ReadLimits limits, Runnable stop) throws IOException {
        this.parts = parts;
        this.limits = limits;
        this.stop = stop;
        String part = place(parts);
        List<Relationship> relationships = parts.relationships(part);
        readSheets(part, relationships);
        this.formats = formats(relationships);
        this.strings = strings(relationships);
    }

    /**
     * Opens it; the parts are closed with it.
     *
     * @param stop asked now and then, throws to end the reading
     */
    static Workbook open(WorkbookParts parts, ReadLimits limits, Runnable stop) throws IOException {
        try {
            return new Workbook(parts, limits, stop);
        } catch (IOException | RuntimeException e) {
            try (WorkbookParts closed = parts) {
                throw e;
            }
        }
    }

    /** All of them, in the order of their tabs. */
    List<Sheet> sheets() {
        return sheets;
    }

    /** The rows of a sheet, to be closed before the workbook. */
    SheetRows rows(Sheet sheet) throws IOException {
        CellValues values = new CellValues(strings, formats, new CellNumber(since1904), limits);
        return new SheetRows(parts.walk(sheet.part()), values, limits, stop);
    }

    @Override
    public void close() throws IOException {
        try (WorkbookParts closed = parts) {
            strings.close();
        }
    }

    private static String place(WorkbookParts parts) throws IOException {
        Optional<String> stated = parts.relationships("").stream()
                .filter(relationship -> relationship.is("officeDocument"))
                .map(Relationship::target)
                .findFirst();
        String part = stated.orElse(USUAL_PLACE);
        if (part.endsWith(".bin") || parts.has("xl/workbook.bin")) {
            throw new Rejected("excel_binary", "The workbook is in the binary format .xlsb; save it as .xlsx.");
        }
        if (!parts.has(part)) {
            throw new Rejected("not_an_excel", "The file is an archive, but not an Excel workbook.");
        }
        return part;
    }

    private void readSheets(String part, List<Relationship> relationships) throws IOException {
        Map<String, Relationship> byId = new HashMap<>();
        relationships.forEach(relationship -> byId.put(relationship.id(), relationship));
        try (XmlWalk walk = parts.walkSmall(part)) {
            walk.next();
            if (!walk.localName().equals("workbook")) {
                throw new Rejected("not_an_excel", "The file is an Office document, but not an Excel workbook.");
            }
            for (XmlWalk.Event event = walk.next(); event != XmlWalk.Event.DONE; event = walk.next()) {
                if (event == XmlWalk.Event.START) {
                    take(walk, byId);
                }
            }
        }
    }

    private void take(XmlWalk walk, Map<String, Relationship> byId) {
        if (walk.localName().equals("workbookPr")) {
            String stated = Objects.requireNonNullElse(walk.attribute("date1904"), "0");
            since1904 = stated.equals("1") || stated.equals("true");
        } else if (walk.localName().equals("sheet") && sheets.size() < MOST_SHEETS) {
            Relationship place = byId.get(Objects.requireNonNullElse(walk.attribute("id"), ""));
            if (place != null && place.is("worksheet") && parts.has(place.target())) {
                String name = Objects.requireNonNullElse(walk.attribute("name"), "");
                boolean visible = "visible".equals(Objects.requireNonNullElse(walk.attribute("state"), "visible"));
                sheets.add(new Sheet(name, place.target(), visible));
            }
        }
    }

    private CellFormats formats(List<Relationship> relationships) throws IOException {
        Optional<String> part = part("styles", relationships);
        if (part.isEmpty()) {
            return new CellFormats();
        }
        try (XmlWalk walk = parts.walk(part.get())) {
            return CellFormats.of(walk);
        }
    }

    private SharedStrings strings(List<Relationship> relationships) throws IOException {
        Optional<String> part = part("sharedStrings", relationships);
        if (part.isEmpty()) {
            return SharedStrings.none();
        }
        try (XmlWalk walk = parts.walk(part.get())) {
            return SharedStrings.of(walk, limits, stop);
        }
    }

    private Optional<String> part(String kind, List<Relationship> relationships) {
        return relationships.stream()
                .filter(relationship -> relationship.is(kind))
                .map(Relationship::target)
                .filter(parts::has)
                .findFirst();
    }
}
