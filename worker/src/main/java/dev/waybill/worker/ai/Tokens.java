package dev.waybill.worker.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How many tokens a text will be, about: nobody but the provider knows exactly. */
public final class Tokens {

    private static final int BYTES_A_TOKEN = 4;

    private Tokens() {}

    /** Of a text; never under one token for four bytes of UTF-8. */
    public static long of(String text) {
        return Math.ceilDiv((long) text.getBytes(UTF_8).length, BYTES_A_TOKEN);
    }

    /** Of all that a request sends: its instructions, its prompt and its schema. */
    public static long of(AiRequest request) {
        return of(request.instructions())
                + request.prompt().stream().mapToLong(Tokens::of).sum()
                + of(request.schema().toString());
    }
}
