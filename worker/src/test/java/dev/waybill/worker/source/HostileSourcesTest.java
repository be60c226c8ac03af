package dev.waybill.worker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.ChildJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Gigabytes in one field, one element, one archive, within a heap of 48 MB. */
class HostileSourcesTest {

    @Test
    void refusesEachWithinBoundedMemory() {
        try (ChildJvm jvm = ChildJvm.of(HostileSources.class)
                .option("-Xmx48m")
                .option("-Xss512k")
                .start()) {
            jvm.awaitOutput("^all read", Duration.ofMinutes(5));

            assertThat(jvm.output().lines().filter(line -> line.contains(" = ")))
                    .containsExactly(
                            "csv: field of a gigabyte = field_too_large",
                            "csv: field without quotes = field_too_large",
                            "csv: header = field_too_large",
                            "csv: columns of the header = no_usable_header",
                            "csv: columns = empty_file",
                            "xml: text = field_too_large",
                            "xml: entities = field_too_large",
                            "xml: attribute = xml_too_complex",
                            "xml: attributes = xml_too_complex",
                            "xml: name = field_too_large",
                            "xml: comment = field_too_large",
                            "xml: data section = field_too_large",
                            "xml: instruction = field_too_large",
                            "xml: depth = xml_too_complex",
                            "xml: namespaces = xml_malformed",
                            "xml: definition = xml_doctype",
                            "xml: laughs = xml_doctype",
                            "xml: blanks = empty_file",
                            "json: string = json_too_complex",
                            "json: name = json_too_complex",
                            "json: number = json_too_complex",
                            "json: depth of arrays = json_too_complex",
                            "json: depth of objects = json_too_complex",
                            "json: members = json_malformed",
                            "excel: sheet = field_too_large",
                            "excel: cell = field_too_large",
                            "excel: depth = excel_malformed",
                            "excel: strings = field_too_large",
                            "excel: zip in a zip = excel_malformed",
                            "excel: overlapping = field_too_large");
        }
    }
}
