package org.wonbooks.intake.inbox;

import org.springframework.context.annotation.Import;

/** What stores deliveries and takes them apart, for other tests; but not the route that looks for what a crash left. */
@Import({BooksHints.class, Deliveries.class, Inbox.class, KommoIntake.class, QuickBooksIntake.class, Untaken.class})
public final class WholeInbox {}
