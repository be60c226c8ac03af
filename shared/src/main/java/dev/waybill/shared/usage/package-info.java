/** What calls of models cost, by call, process, workspace and day, and the budgets that bound it. */
@NullMarked
package dev.waybill.shared.usage;

import org.jspecify.annotations.NullMarked;
