/**
 * What the sandbox keeps, and what it goes by: JSON in one file, the clock, settings, modes, what OAuth has granted.
 * Knows neither calls nor systems.
 */
package org.wonbooks.sandbox.store;
