package dev.waybill.worker.source;

/** What XML is read for, and what it is called when it is refused. */
enum XmlKind {
    FEED("xml_malformed", "xml_doctype", "xml_too_complex", "The file"),
    WORKBOOK("excel_malformed", "excel_malformed", "excel_malformed", "A part of the workbook");

    private final String malformed;
    private final String doctype;
    private final String tooComplex;
    private final String what;

    XmlKind(String malformed, String doctype, String tooComplex, String what) {
        this.malformed = malformed;
        this.doctype = doctype;
        this.tooComplex = tooComplex;
        this.what = what;
    }

    String malformed() {
        return malformed;
    }

    String doctype() {
        return doctype;
    }

    String tooComplex() {
        return tooComplex;
    }

    String what() {
        return what;
    }
}
