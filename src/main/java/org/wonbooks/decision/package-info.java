/** What is to become of a deal, and why. Pure: knows neither where its facts come from nor where they are kept. */
package org.wonbooks.decision;
