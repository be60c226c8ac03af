package dev.waybill.shared.locations;

/**
 * Why a draft cannot become a location.
 *
 * @param field the member that is wrong, for example {@code website}
 * @param code stable, for example {@code website_invalid} (docs/errors.md)
 * @param message short sentence for people
 */
public record LocationProblem(String field, String code, String message) {}
