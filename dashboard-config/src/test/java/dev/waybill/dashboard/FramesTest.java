package dev.waybill.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FramesTest {

    private final AtomicInteger givenUp = new AtomicInteger();
    private final Frames frames = new Frames(givenUp::incrementAndGet);

    @Test
    void handsOverWhatWasWrittenAtEachFlushAndThenTheEnd() throws Exception {
        write("one ");
        write("frame");
        frames.flush();
        frames.flush();
        frames.close();
        assertThat(frames.next(1, TimeUnit.SECONDS)).isEqualTo("one frame".getBytes(UTF_8));
        assertThat(frames.next(1, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void isEmptyWhenNothingCameInTime() throws Exception {
        assertThat(frames.next(1, TimeUnit.MILLISECONDS)).isEmpty();
    }

    @Test
    void givesUpAReaderWhoFallsBehindWithoutWaitingForHim() throws Exception {
        for (int i = 0; i < Frames.MOST; i++) {
            write("frame");
            frames.flush();
        }
        write("one too many");
        assertThatThrownBy(frames::flush).isInstanceOf(IOException.class);
        assertThat(givenUp).hasValue(1);
        write("after the end");
        assertThatThrownBy(frames::flush).isInstanceOf(IOException.class);
        assertThat(givenUp).hasValue(1);
    }

    private void write(String text) throws IOException {
        frames.write(text.getBytes(UTF_8));
    }
}
