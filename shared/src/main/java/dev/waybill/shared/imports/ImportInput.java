package dev.waybill.shared.imports;

/** Input of one of the types {@code import/*}. */
public sealed interface ImportInput permits CsvInput, XmlInput, ExcelInput, UrlInput, ApiInput {

    /** What all of them have in common. */
    ImportSettings settings();
}
