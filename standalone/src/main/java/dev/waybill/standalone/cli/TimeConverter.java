package dev.waybill.standalone.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90s}, {@code 10m}, {@code 2h}, {@code 7d}. */
final class TimeConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        if (!value.matches("[1-9]\\d{0,5}[smhd]")) {
            throw new TypeConversionException("must be a time such as 90s, 10m, 2h or 7d, not '" + value + "'");
        }
        long count = Long.parseLong(value.substring(0, value.length() - 1));
        return switch (value.charAt(value.length() - 1)) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
