FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -DskipTests -Dspotless.check.skip -Darchive.skip package

FROM eclipse-temurin:17-jre-noble
RUN useradd --system --uid 10001 --home-dir /wonbooks wonbooks \
    && install --directory --owner wonbooks /wonbooks/data
WORKDIR /wonbooks
COPY --from=build /build/target/wonbooks .
COPY bin bin
COPY routes routes
# By the JVM that will read it.
RUN bin/wonbooks --archive
USER 10001
ENV SPRING_PROFILES_ACTIVE=production
# Out of memory: stop and be restarted, the work is in the database. No heap dump: it would hold tokens.
ENV JAVA_OPTS="-XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
# It becomes the JVM, which so gets the signal to stop.
ENTRYPOINT ["bin/wonbooks"]
