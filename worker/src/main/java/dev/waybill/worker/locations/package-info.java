/** AI location imports: generating drafts, making locations of approved ones, and ending reviews that nobody ends. */
@NullMarked
package dev.waybill.worker.locations;

import org.jspecify.annotations.NullMarked;
