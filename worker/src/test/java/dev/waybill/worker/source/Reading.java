package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.shared.job.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a source as an import does: surveys it, then opens it with that survey. */
final class Reading {

    private Reading() {}

    static Content content(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }

    static RecordSource xml(String text) {
        return xml(text.getBytes(UTF_8), XmlOptions.DETECT);
    }

    static RecordSource xml(byte[] bytes, XmlOptions options) {
        return new XmlSource(content(bytes), options, ReadLimits.DEFAULTS);
    }

    static RecordSource excel(byte[] bytes) {
        return excel(bytes, ExcelOptions.DETECT);
    }

    static RecordSource excel(byte[] bytes, ExcelOptions options) {
        return new ExcelSource(content(bytes), options, ReadLimits.DEFAULTS);
    }

    static Survey survey(RecordSource source) {
        try {
            return source.survey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<SourceRecord> records(RecordSource source) {
        return records(source, survey(source));
    }

    static List<SourceRecord> records(RecordSource source, Survey survey) {
        List<SourceRecord> records = new ArrayList<>();
        try (RecordReader reader = source.open(survey)) {
            for (SourceRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /** Column to value, for each record; what is empty is left out. */
    static List<Map<String, String>> maps(RecordSource source) {
        Survey survey = survey(source);
        List<Map<String, String>> maps = new ArrayList<>();
        for (SourceRecord record : records(source, survey)) {
            Map<String, String> map = new LinkedHashMap<>();
            for (int column = 0; column < survey.columns().size(); column++) {
                if (!record.values().get(column).isEmpty()) {
                    map.put(survey.columns().get(column), record.values().get(column));
                }
            }
            maps.add(map);
        }
        return maps;
    }

    /** The code with which its survey is refused. */
    static String refusal(RecordSource source) {
        return refused(source).reasonCode();
    }

    static Rejected refused(RecordSource source) {
        Rejected refused = catchThrowableOfType(Rejected.class, source::survey);
        if (refused == null) {
            throw new AssertionError("not refused");
        }
        return refused;
    }

    static String fault(SourceRecord record) {
        Fault fault = record.fault();
        return fault == null ? "none" : fault.code();
    }
}
