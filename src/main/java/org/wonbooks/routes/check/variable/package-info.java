/** The variables of runs: what keeps them, what files ask of them, and whether that can be there. */
package org.wonbooks.routes.check.variable;
