/**
 * The drift report, as page, JSON and CSV, and what a person does about it. Knows of the rooms deals and work, which
 * its buttons call.
 */
package org.wonbooks.console.drift;
