/**
 * Kommo and QuickBooks as Camel components: {@code kommo:read}, {@code kommo:write}, {@code quickbooks:read} and
 * {@code quickbooks:write}. What a step reads is a path, or a {@link org.wonbooks.component.Question}; what it writes
 * is a {@link org.wonbooks.component.Write}, whose protocol is kept here alone.
 */
package org.wonbooks.component;
