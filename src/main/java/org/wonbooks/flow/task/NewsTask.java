package org.wonbooks.flow.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.flow.money.BooksNews;
import org.wonbooks.kommo.UserRefusedFault;
import org.wonbooks.kommo.feed.TaskList;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.DealNews.News;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;

/**
 * Opens a task for a piece of news that a person has to settle, once. It is theirs from then on: nothing in the books
 * tells when it is done. The deal's own task, which says what Wonbooks waits for, is {@link KeepTask}'s.
 */
@Component("newsTask")
@Keeps("forAnyone")
class NewsTask implements Write.ToKommo<String>, Write.ByText {

    private final StepLedger steps;
    private final DealLedger deals;
    private final BooksNews books;
    private final ObjectMapper json;
    private final Clock clock;

    NewsTask(StepLedger steps, DealLedger deals, BooksNews books, ObjectMapper json, Clock clock) {
        this.steps = steps;
        this.deals = deals;
        this.books = books;
        this.json = json;
        this.clock = clock;
    }

    private static News news(Run run) {
        return run.get(BooksNews.NEWS, News.class);
    }

    private static String step(Run run) {
        return news(run).name() + "-task";
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        News news = news(run);
        Deal deal = run.deal();
        boolean ended =
                steps.find(deal.id(), step(run)).filter(step -> !step.open()).isPresent();
        if (news.fix() == null || ended) {
            books.told(deal, news);
            return null;
        }
        String words = mapping.text(run);
        Step step = steps.begin(deal, step(run), () -> words);
        String text = step.request() + "\n" + DealTask.mark(deal, step(run));
        return Call.post("tasks", mapping.json(TaskForm.opening(run, deal, text, clock.instant())), step);
    }

    @Override
    public Read<?> doubt(Run run, Call call) {
        String mark = DealTask.mark(run.deal(), step(run));
        return Read.of("tasks", TaskList.class)
                .with(DealTask.openTasks(run.deal()))
                .keep(open -> {
                    if (open != null && open.endingWith(mark).isPresent()) {
                        steps.done(
                                run.deal(),
                                step(run),
                                String.valueOf(open.endingWith(mark).get()));
                    }
                });
    }

    @Override
    public Class<String> answer() {
        return String.class;
    }

    @Override
    public Read<?> done(Run run, Call call, String answer) {
        steps.done(run.deal(), step(run), String.valueOf(TaskForm.made(json, answer)));
        deals.note(run.deal(), "Opened a task in Kommo");
        books.told(run.deal(), news(run));
        return null;
    }

    /** Whom Kommo chooses, when the responsible user is not active. */
    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        if (!(fault instanceof UserRefusedFault) || !TaskForm.forAnyone(run)) {
            throw fault;
        }
        return null;
    }
}
