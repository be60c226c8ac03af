package dev.waybill.shared.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewFileTest {

    @ParameterizedTest
    @CsvSource({
        "products.csv, products.csv",
        "/etc/passwd, passwd",
        "../../x.csv, x.csv",
        "'C:\\Users\\me\\x y.csv', 'x y.csv'",
        "'a\u0000b\n\u202Egnp.csv', abgnp.csv",
        "Größe.csv, Größe.csv",
        "'  ', file",
        "'', file",
        ".., file",
        "a/.., file",
        "dir/, file",
    })
    void takesTheNameForPeopleOnly(String given, String kept) {
        assertThat(new NewFile(1, null, given, null).name()).isEqualTo(kept);
    }

    @Test
    void cutsWhatIsTooLong() {
        NewFile file = new NewFile(1, null, "😀".repeat(300), "text/" + "x".repeat(300));

        assertThat(file.name().codePointCount(0, file.name().length())).isEqualTo(255);
        assertThat(file.contentType()).hasSize(127);
        assertThat(new NewFile(1, null, "a", " ").contentType()).isNull();
    }
}
