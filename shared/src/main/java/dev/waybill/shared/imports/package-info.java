/** What an import is asked for: the inputs of the job types {@code import/*}, which api and worker share. */
@NullMarked
package dev.waybill.shared.imports;

import org.jspecify.annotations.NullMarked;
