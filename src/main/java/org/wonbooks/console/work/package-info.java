/**
 * Work and deliveries, as people, programs and JMX see them, and what a person does to work. Knows of the rooms only
 * deals.
 */
package org.wonbooks.console.work;
