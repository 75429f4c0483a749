FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -DskipTests -Dspotless.check.skip package

FROM eclipse-temurin:17-jre-noble
RUN useradd --system --uid 10001 --home-dir /wonbooks wonbooks \
    && install --directory --owner wonbooks /wonbooks/data
WORKDIR /wonbooks
COPY --from=build /build/target/wonbooks.jar .
COPY routes routes
USER 10001
ENV SPRING_PROFILES_ACTIVE=production
EXPOSE 8080
# Out of memory: stop and be restarted, the work is in the database. No heap dump: it would hold tokens.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "wonbooks.jar"]
