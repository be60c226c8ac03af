/** Who may call: API keys, sessions, members, and people whom an issuer vouches for. */
@NullMarked
package dev.waybill.shared.access;

import org.jspecify.annotations.NullMarked;
