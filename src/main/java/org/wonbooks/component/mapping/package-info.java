/**
 * The scripts of {@code routes/mappings/}: compiled once, run within a time limit, and taken when they are right. Knows
 * not what is sent, nor to whom.
 */
package org.wonbooks.component.mapping;
