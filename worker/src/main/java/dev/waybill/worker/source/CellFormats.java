package dev.waybill.worker.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The formats that the cells of a workbook refer to by number. */
final class CellFormats {

    private static final int MOST = 65_536;

    private final List<CellFormat> formats = new ArrayList<>();
    private final Map<Integer, CellFormat> written = new HashMap<>();
    private boolean ofCells;

    /** Those of a workbook without styles. */
    CellFormats() {}

    /** Reads them from the part with the styles. */
    static CellFormats of(XmlWalk walk) throws IOException {
        CellFormats formats = new CellFormats();
        for (XmlWalk.Event event = walk.next(); event != XmlWalk.Event.DONE; event = walk.next()) {
            boolean ofCells = walk.isTag(event) && walk.localName().equals("cellXfs");
            if (ofCells) {
                formats.ofCells = event == XmlWalk.Event.START;
            } else if (event == XmlWalk.Event.START) {
                formats.take(walk);
            }
        }
        return formats;
    }

    CellFormat get(int style) {
        return style >= 0 && style < formats.size() ? formats.get(style) : CellFormat.GENERAL;
    }

    private void take(XmlWalk walk) {
        if (walk.localName().equals("numFmt") && written.size() < MOST) {
            String code = walk.attribute("formatCode");
            written.put(CellNumber.whole(walk.attribute("numFmtId"), -1), CellFormat.of(code == null ? "" : code));
        } else if (ofCells && walk.localName().equals("xf") && formats.size() < MOST) {
            int id = CellNumber.whole(walk.attribute("numFmtId"), 0);
            CellFormat format = written.get(id);
            formats.add(format != null ? format : CellFormat.builtIn(id));
        }
    }
}
