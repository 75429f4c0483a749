package org.wonbooks.work;

import java.time.Duration;

/**
 * Work is due, as soon as the transaction that says so is committed.
 *
 * @param delay how long after that; zero: at once
 */
public record WorkDue(Duration delay) {}
