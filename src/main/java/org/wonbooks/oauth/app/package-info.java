/** The keys of our apps at Kommo and Intuit: what the configuration gives, else what a person has entered. */
package org.wonbooks.oauth.app;
