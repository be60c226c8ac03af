package dev.waybill.shared.imports;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * Input of {@code import_undo}.
 *
 * @param processId the import that is taken back
 */
public record UndoInput(@NotNull @Positive Long processId) {}
