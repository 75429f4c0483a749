package org.wonbooks.fuzz;

import java.util.Arrays;

/** What Jazzer calls: the first byte says which target, the rest is for it. */
public final class FuzzedParsers {

    private static final Target[] ALL = Target.values();

    /** If set, all inputs are for this one. */
    static final String ONLY = "fuzz.target";

    private FuzzedParsers() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            target(input).check(rest(input));
        }
    }

    static Target target(byte[] input) {
        String only = System.getProperty(ONLY);
        return only == null ? ALL[Byte.toUnsignedInt(input[0]) % ALL.length] : Target.valueOf(only);
    }

    static byte[] rest(byte[] input) {
        return Arrays.copyOfRange(input, 1, input.length);
    }

    /** The input that brings these bytes to a target. */
    static byte[] input(Target target, byte[] bytes) {
        byte[] input = new byte[bytes.length + 1];
        input[0] = (byte) target.ordinal();
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        return input;
    }
}
