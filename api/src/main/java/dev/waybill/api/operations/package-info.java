/** Processes in the words of operators, with what they left behind. */
@NullMarked
package dev.waybill.api.operations;

import org.jspecify.annotations.NullMarked;
