package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.queue.LedgerStorageProvider;
import dev.waybill.shared.queue.LostClaims;
import dev.waybill.shared.queue.Presence;
import dev.waybill.shared.queue.ProcessExecution;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.queue.Rescue;
import dev.waybill.shared.queue.ServedWork;
import dev.waybill.shared.queue.Waiting;
import dev.waybill.shared.queue.Wakeups;
import dev.waybill.shared.tenancy.RoleTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.sql.DataSource;
import org.jobrunr.jobs.filters.ElectStateFilter;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.utils.mapper.JsonMapper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes an application a worker: it runs every {@link Job} bean that it has. */
@AutoConfiguration(
        after = QueueAutoConfiguration.class,
        afterName = "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
        beforeName = "org.jobrunr.spring.autoconfigure.JobRunrAutoConfiguration")
@ConditionalOnBean(DataSource.class)
@ConditionalOnProperty(prefix = "waybill.worker", name = "enabled", havingValue = "true", matchIfMissing = true)
@EnableConfigurationProperties(WorkerProperties.class)
public class RuntimeAutoConfiguration {

    /** JobRunr refuses less. It paces its heartbeat and its clean-up only: the pump does not wait for it. */
    private static final int JOBRUNR_POLL_SECONDS = 5;

    @Bean
    JobRegistry jobRegistry(List<Job<?>> jobs) {
        return new JobRegistry(jobs);
    }

    @Bean
    ServedWork servedWork(JobRegistry jobs, WorkerProperties properties, RunningProcesses running) {
        return new Serving(jobs, Set.copyOf(properties.queues()), running);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService waybillTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                2, Thread.ofPlatform().daemon().name("waybill-timer-", 0).factory());
        // else the alarm of an attempt keeps it in memory until its time would have been over, hours after its end
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Bean
    RunningProcesses runningProcesses(
            ScheduledExecutorService waybillTimer, WorkerProperties properties, AttemptMeters meters) {
        return meters.watch(
                properties, new RunningProcesses(waybillTimer, properties.interruptAfter(), properties.stuckAfter()));
    }

    /** A registry that has none in it drops what it is told. */
    @Bean
    AttemptMeters attemptMeters(ObjectProvider<MeterRegistry> registry) {
        return new AttemptMeters(registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    RunTimes runTimes(AttemptMeters meters) {
        return new RunTimes(meters);
    }

    @Bean
    StopSignals stopSignals(
            Wakeups wakeups, ProcessLedger ledger, RunningProcesses running, ScheduledExecutorService waybillTimer) {
        return new StopSignals(wakeups, ledger, running, waybillTimer);
    }

    @Bean
    ProcessExecution processExecution(
            ProcessLedger ledger,
            JobCatalog catalog,
            JobRegistry jobs,
            RunningProcesses running,
            RoleTransactions roles,
            DataSource dataSource,
            JdbcClient jdbc,
            Rescue rescue,
            RunTimes runTimes,
            AttemptMeters meters,
            ScheduledExecutorService waybillTimer,
            Clock clock) {
        ChunkTransactions transactions = new ChunkTransactions(roles, dataSource, jdbc, meters);
        return new ProcessRunner(ledger, catalog, jobs, running, transactions, runTimes, rescue, waybillTimer, clock);
    }

    @Bean
    Presence presence(
            WorkerProperties properties,
            ServedWork served,
            Rescue rescue,
            JdbcClient jdbc,
            RunningProcesses running,
            Wakeups wakeups,
            LedgerStorageProvider storageProvider) {
        Presence presence = new Presence(
                WorkerName.of(properties.name()),
                properties.threads(),
                served,
                rescue,
                jdbc,
                () -> running.stopAll(Stopped.Why.LEASE_LOST));
        wakeups.take(presence);
        storageProvider.claimAs(presence);
        return presence;
    }

    @Bean
    Vigil vigil(
            Presence presence,
            Rescue rescue,
            RunningProcesses running,
            BackgroundJobServer server,
            ScheduledExecutorService waybillTimer,
            WorkerProperties properties) {
        return new Vigil(presence, rescue, running, server, waybillTimer, properties);
    }

    @Bean
    Drain drain(BackgroundJobServer server) {
        return new Drain(server);
    }

    @Bean
    WorkerPolicy workerPolicy(
            WorkerProperties properties,
            RunningProcesses running,
            RunTimes runTimes,
            Waiting waiting,
            Wakeups wakeups) {
        return new WorkerPolicy(properties, running, runTimes, waiting, wakeups);
    }

    @Bean
    BackgroundJobServer backgroundJobServer(
            LedgerStorageProvider storageProvider,
            JsonMapper jobRunrJsonMapper,
            JobActivator jobActivator,
            WorkerPolicy policy,
            LostClaims lostClaims,
            ElectStateFilter nextState,
            WorkerProperties properties) {
        BackgroundJobServer server = new BackgroundJobServer(
                storageProvider,
                jobRunrJsonMapper,
                jobActivator,
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andName(WorkerName.of(properties.name()))
                        .andPollIntervalInSeconds(JOBRUNR_POLL_SECONDS)
                        .andBackgroundJobServerWorkerPolicy(policy)
                        .andConcurrentJobModificationPolicy(lostClaims));
        server.setJobFilters(List.of(nextState));
        return server;
    }
}
