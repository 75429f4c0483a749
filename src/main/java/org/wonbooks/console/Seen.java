package org.wonbooks.console;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * What a person has seen of something that is to be done: it is done only while that is all there is to see.
 *
 * @param seen the digest of it
 */
public record Seen(String seen) {

    /** The digest that a request says; null: none. */
    public static String in(String body) {
        return body == null || body.isBlank()
                ? null
                : RequestJson.read(body, Seen.class).seen();
    }

    /** A 409 with what is to be seen now. */
    public static ErrorResponseException changed(String detail, String words, String digest) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail + " Now: " + words);
        problem.setProperty("reason", words);
        problem.setProperty("digest", digest);
        return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
    }
}
