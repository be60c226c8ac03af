package dev.waybill.api.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Collects bytes and sends them when it is flushed; the emitter keeps off a response that is no longer ours. */
final class EmitterOutput extends ByteArrayOutputStream {

    private final ResponseBodyEmitter emitter;

    EmitterOutput(ResponseBodyEmitter emitter) {
        this.emitter = emitter;
    }

    /** Blocks while the client is slow. */
    @Override
    public void flush() throws IOException {
        if (size() > 0) {
            emitter.send(toByteArray());
            reset();
        }
    }
}
