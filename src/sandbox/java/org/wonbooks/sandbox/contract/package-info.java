/**
 * What a simulated system is to the sandbox: the calls that it takes, how many of them, and how it refuses the others.
 * Knows what is kept, and none of the systems.
 */
package org.wonbooks.sandbox.contract;
