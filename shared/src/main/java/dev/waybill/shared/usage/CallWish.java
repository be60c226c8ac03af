package dev.waybill.shared.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A call that is about to be made.
 *
 * @param attempt the attempt of the process that makes it, from 1
 * @param provider for example {@code gemini}
 * @param model as it is asked for
 * @param most USD that it may cost at the most; null when the model has no price
 */
public record CallWish(
        long workspaceId,
        long processId,
        int attempt,
        String provider,
        String model,
        @Nullable BigDecimal most) {}
