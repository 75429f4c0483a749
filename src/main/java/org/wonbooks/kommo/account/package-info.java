/** An account: its fields, pipelines, stages and webhooks, and what of them the settings name. Knows no deal. */
package org.wonbooks.kommo.account;
