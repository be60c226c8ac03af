/** One action on everything that a filter matches, as both sides know it. */
@NullMarked
package dev.waybill.shared.bulk;

import org.jspecify.annotations.NullMarked;
