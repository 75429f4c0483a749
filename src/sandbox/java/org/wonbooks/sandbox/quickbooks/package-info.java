/**
 * QuickBooks' doors, simulated: OAuth, the accounting API with its queries and change data, and how it answers. What is
 * booked, and by which rules, is below.
 */
package org.wonbooks.sandbox.quickbooks;
