# One image for every role; compose chooses the jar. Build the jars first: mvn -B package
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /waybill waybill
WORKDIR /waybill
COPY --chown=waybill api/target/api-*-exec.jar api.jar
COPY --chown=waybill worker/target/worker-*-exec.jar worker.jar
COPY --chown=waybill dashboard-config/target/dashboard-config-*-exec.jar dashboard.jar
USER waybill
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
ENTRYPOINT ["java", "-jar"]
