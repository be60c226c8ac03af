/** What a refused request is told: problem documents (RFC 9457) with stable reason codes, listed in docs/errors.md. */
@NullMarked
package dev.waybill.api.problem;

import org.jspecify.annotations.NullMarked;
