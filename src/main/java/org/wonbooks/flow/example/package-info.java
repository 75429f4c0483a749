/**
 * Examples of mappings: what each makes of a deal, run without a deal before a mapping is taken. Knows the gates that
 * hold a text against what was decided.
 */
package org.wonbooks.flow.example;
