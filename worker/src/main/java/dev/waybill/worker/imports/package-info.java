/** Imports: records become products, chunk by chunk, whoever wrote the file. */
@NullMarked
package dev.waybill.worker.imports;

import org.jspecify.annotations.NullMarked;
