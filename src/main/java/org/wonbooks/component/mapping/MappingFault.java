package org.wonbooks.component.mapping;

/**
 * One thing that is wrong with a mapping or an example.
 *
 * @param file as seen from the routes directory: {@code mappings/invoice.groovy}
 * @param line counted from 1; 0 where no line is to blame
 * @param words what is wrong
 */
public record MappingFault(String file, int line, String words) {

    /** {@code file:line: words}, the form that editors turn into a link. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + words;
    }
}
