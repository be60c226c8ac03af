/** Imports in one step: a file, and what to do with it. */
@NullMarked
package dev.waybill.api.imports;

import org.jspecify.annotations.NullMarked;
