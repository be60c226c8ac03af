/** What a job is: its type, its input, its outcome, how it is retried. Knows neither JobRunr nor Spring Boot. */
@NullMarked
package dev.waybill.shared.job;

import org.jspecify.annotations.NullMarked;
