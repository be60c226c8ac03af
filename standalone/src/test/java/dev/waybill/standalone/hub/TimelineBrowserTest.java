package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the modules behind the timeline and the estimate make of events and samples, where no page is painted. */
@BrowserTest
class TimelineBrowserTest {

    private static final String MODULES = "const from = document.querySelector('script[type=module]').src;"
            + "const segments = await import(new URL('operation/segments.js', from));"
            + "const {estimator} = await import(new URL('operation/eta.js', from));"
            + "const at = (seconds) => new Date(seconds * 1000).toISOString();"
            + "const event = (type, seconds, more) => ({type, created_at: at(seconds), attempt: 0, step: null, ...more});";

    @Test
    void tellsWaitsFromWorkByAttempt(Visitor visitor) {
        assertThat(run(visitor, """
                const events = [event('queued', 0), event('started', 4, {attempt: 1}), event('step', 4, {step: 'Reading'}),
                    event('error', 19, {attempt: 1}), event('started', 49, {attempt: 2}), event('step', 50, {step: 'Row 1'}),
                    event('step', 60, {step: 'Row 2'}), event('progress', 70)];
                return segments.groupsOf(segments.segmentsOf(events)).map((group) => group.attempt + ':' + group.failed + ':'
                    + group.segments.map((one) => one.label + ' ' + one.kind + ' ' + (one.to === null ? 'on'
                        : (one.to - one.from) / 1000)).join(', '));
                """))
                .isEqualTo(List.of(
                        "null:false:Waited in queue wait 4",
                        "1:true:Reading failed 15",
                        "null:false:Retry wait wait 30",
                        "2:false:Starting work 1, Row 2 work on"));
    }

    @Test
    void foldsAWaitThatIsLongerThanHalfOfAll(Visitor visitor) {
        assertThat(run(visitor, """
                const list = segments.segmentsOf([event('queued', 0), event('started', 90, {attempt: 1}), event('completed', 100)]);
                const axis = segments.axisOf(list, 100_000);
                const place = ({part, fold}) => part + '/' + fold;
                return [place(axis.at(0)), place(axis.at(45_000)), place(axis.at(90_000)), place(axis.at(95_000)), place(axis.at(100_000))];
                """)).isEqualTo(List.of("0/0", "0/0.5", "0/1", "0.5/1", "1/1"));
    }

    @Test
    void hasFewTicksOnALinearAxis(Visitor visitor) {
        assertThat(run(visitor, """
                const list = segments.segmentsOf([event('queued', 0), event('started', 40, {attempt: 1}), event('completed', 96)]);
                return segments.ticksOf(segments.axisOf(list, 96_000)).map((tick) => String(tick.at));
                """)).isEqualTo(List.of("30000", "60000", "90000"));
    }

    @Test
    void ticksBothSidesOfABreakWithoutCountingIt(Visitor visitor) {
        assertThat(run(visitor, """
                const list = segments.segmentsOf([event('queued', 0), event('started', 10, {attempt: 1}), event('error', 30, {attempt: 1}),
                    event('started', 86_430, {attempt: 2}), event('completed', 86_450)]);
                return segments.ticksOf(segments.axisOf(list, 86_450_000)).map((tick) => `${tick.behind ? '+' : ''}${tick.since} at ${tick.at}`);
                """))
                .isEqualTo(List.of(
                        "10000 at 10000",
                        "20000 at 20000",
                        "30000 at 30000",
                        "+10000 at 86440000",
                        "+20000 at 86450000"));
    }

    @Test
    void foldsEarlyLinesWhileItIsWatchedSoThatTheLogBelowStays(Visitor visitor) {
        assertThat(run(visitor, """
                const {timeline} = await import(new URL('operation/timeline.js', from));
                const {render} = await import(new URL('lib/lit.js', from));
                const events = [event('queued', 0), event('started', 1, {attempt: 1})];
                for (let step = 1; step <= 12; step++) events.push(event('step', 1 + step, {attempt: 1, step: 'Step ' + 'i'.repeat(step)}));
                const shown = (watched) => {
                    const box = document.createElement('div');
                    render(timeline(events, 20_000, watched), box);
                    return [box.querySelectorAll('section > .segments > li').length, box.querySelectorAll('details .segment').length,
                        box.querySelector('summary')?.textContent.trim() ?? ''].join(', ');
                };
                return [shown(false), shown(true)];
                """)).isEqualTo(List.of("14, 0, ", "8, 7, 7 earlier lines 7.0 s"));
    }

    @Test
    void countsTheTimeBetweenAnEndAndARetryAsAWait(Visitor visitor) {
        assertThat(run(visitor, """
                const list = segments.segmentsOf([event('queued', 0), event('started', 1, {attempt: 1}), event('failed', 4, {attempt: 1}),
                    event('queued', 3_604), event('started', 3_605, {attempt: 2}), event('completed', 3_609)]);
                const axis = segments.axisOf(list, 3_609_000);
                return [...list.map((one) => one.label + ' ' + (one.to - one.from) / 1000), (axis.fold.to - axis.fold.from) / 1000];
                """))
                .isEqualTo(List.of(
                        "Waited in queue 1",
                        "Starting 3",
                        "Ended, until it was retried 3600",
                        "Waited in queue 1",
                        "Starting 4",
                        3600));
    }

    @Test
    void saysWhatIsLeftFromTheLastHalfMinuteAlone(Visitor visitor) {
        assertThat(run(visitor, """
                const eta = estimator();
                const said = [eta.sentence(1_000, 0, null)];
                eta.add(0.01, 1_000);
                said.push(eta.sentence(6_000, 0, null));
                for (let second = 10; second <= 60; second += 10) eta.add(second / 100, second * 1_000);
                said.push(eta.sentence(60_000, 0, null), eta.sentence(95_000, 0, null));
                eta.add(0.99, 100_000);
                said.push(eta.sentence(100_000, 0, null));
                return said;
                """)).isEqualTo(List.of("", "", "about 40 s", "No progress for 35 s", "a few seconds"));
    }

    private static Object run(Visitor visitor, String body) {
        Page page = visitor.open("/");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Operations")))
                .isVisible();
        return page.evaluate("async () => {" + MODULES + body + "}");
    }
}
