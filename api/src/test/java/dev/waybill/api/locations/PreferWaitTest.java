package dev.waybill.api.locations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferWaitTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                              | 25 | false | wait=25
            wait=3                            | 3  | true  | wait=3
            Wait = 3                          | 3  | true  | wait=3
            wait="3"                          | 3  | true  | wait=3
            respond-async, wait=10            | 10 | true  | wait=10
            return=minimal; foo=1, wait=7;x=y | 7  | true  | wait=7
            wait=99999                        | 60 | true  | wait=60
            respond-async                     | 0  | true  | respond-async
            wait=0                            | 0  | true  | respond-async
            wait=-1                           | 25 | false | wait=25
            wait=99999999999                  | 25 | false | wait=25
            handling=strict                   | 25 | false | wait=25
            ;                                 | 25 | false | wait=25
            ,;,                               | 25 | false | wait=25
            """)
    void readsWhatAClientPrefers(String header, int seconds, boolean stated, String applied) {
        PreferWait wait = PreferWait.of(
                header == null ? null : Collections.enumeration(List.of(header)),
                Duration.ofSeconds(25),
                Duration.ofSeconds(60));

        assertThat(wait.duration()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(wait.stated()).isEqualTo(stated);
        assertThat(wait.applied()).isEqualTo(applied);
    }
}
