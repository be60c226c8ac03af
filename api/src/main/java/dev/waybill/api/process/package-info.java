/** Processes over HTTP: submit, list, look, act. Knows neither who calls nor what the jobs are about. */
@NullMarked
package dev.waybill.api.process;

import org.jspecify.annotations.NullMarked;
