package org.wonbooks.component.mapping;

import java.nio.file.Path;

/**
 * A mapping was saved in place and is right: it runs from now on.
 *
 * @param routes the folder of its set
 * @param file its name in {@code mappings/}
 */
public record MappingTaken(Path routes, String file, String text) {}
