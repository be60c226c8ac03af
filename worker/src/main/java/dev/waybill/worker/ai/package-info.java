/** Asks models: the port to a provider, Gemini behind it, what a call costs, and what happens when a provider misbehaves. */
@NullMarked
package dev.waybill.worker.ai;

import org.jspecify.annotations.NullMarked;
