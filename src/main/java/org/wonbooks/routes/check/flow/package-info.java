/** How route files go together: who calls whom, what each flow has to do, and what becomes of a run that fails. */
package org.wonbooks.routes.check.flow;
