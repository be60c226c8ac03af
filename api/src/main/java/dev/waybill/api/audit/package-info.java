/** The audit log over HTTP: who did what, from where. */
@NullMarked
package dev.waybill.api.audit;

import org.jspecify.annotations.NullMarked;
