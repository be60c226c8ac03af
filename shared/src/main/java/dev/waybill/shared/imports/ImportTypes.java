package dev.waybill.shared.imports;

import dev.waybill.shared.job.JobType;
import java.time.Duration;

/** The job types {@code import/*}, and the one that takes imports back. */
public final class ImportTypes {

    /** Records out of a CSV file. */
    public static final JobType<CsvInput> CSV = of("csv", CsvInput.class);

    /** Records out of an XML file. */
    public static final JobType<XmlInput> XML = of("xml", XmlInput.class);

    /** Records out of a workbook. */
    public static final JobType<ExcelInput> EXCEL = of("excel", ExcelInput.class);

    /** Records out of a file that is fetched first. */
    public static final JobType<UrlInput> URL = of("url", UrlInput.class);

    /** Records out of the pages of a JSON API. */
    public static final JobType<ApiInput> API = of("api", ApiInput.class);

    /** Restores what an import changed and removes what it made. */
    public static final JobType<UndoInput> UNDO = JobType.of("import_undo", UndoInput.class)
            .withQueue("import")
            .withTimeout(Duration.ofHours(2))
            .withVisibility(JobType.Visibility.BY_ROUTE);

    private ImportTypes() {}

    private static <I> JobType<I> of(String subtype, Class<I> input) {
        return JobType.of("import", input)
                .withSubtype(subtype)
                .withQueue("import")
                .withTimeout(Duration.ofHours(2));
    }
}
