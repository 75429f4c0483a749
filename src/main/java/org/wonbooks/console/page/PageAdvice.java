package org.wonbooks.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Gives each page what all of them show, and tells people why they are not shown one; before those who tell programs.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(annotations = PageController.class)
class PageAdvice {

    private final MessageSource words;
    private final Labels labels;
    private final Clock clock;

    PageAdvice(MessageSource words, Labels labels, Clock clock) {
        this.words = words;
        this.labels = labels;
        this.clock = clock;
    }

    /** How amounts and times are said to this reader. */
    @ModelAttribute("show")
    Show show(Locale locale) {
        return new Show(words, labels, locale, clock.instant());
    }

    /** Where the reader is: the link to it is marked. */
    @ModelAttribute("path")
    String path(HttpServletRequest request) {
        return request.getRequestURI();
    }

    /** What isn't there, or can't be done now. */
    @ExceptionHandler
    ModelAndView refused(ResponseStatusException refusal, Locale locale) {
        HttpStatus status = HttpStatus.valueOf(refusal.getStatusCode().value());
        return page(status, show(locale).said(refusal.getReason()));
    }

    /** An address or a form that no page of ours has made. */
    @ExceptionHandler({TypeMismatchException.class, MissingServletRequestParameterException.class})
    ModelAndView unreadable() {
        return page(HttpStatus.BAD_REQUEST, null);
    }

    private static ModelAndView page(HttpStatus status, String reason) {
        ModelAndView page = new ModelAndView("error");
        page.setStatus(status);
        return page.addObject("status", status.value())
                .addObject("error", status.getReasonPhrase())
                .addObject("reason", reason);
    }
}
