package org.wonbooks.console.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What there is to choose from.
 *
 * @param why what there is to say of the list, in words; null: nothing
 * @param typed there is no list to choose from
 */
record Choices(List<Choice> list, String why, boolean typed) {

    /** What is not chosen but typed. */
    static final Choices TYPED = new Choices(List.of(), null, true);

    /** Nobody looks through more of them, and a page has to stay small. */
    private static final int MOST = 200;

    static Choices of(List<Choice> list, String tooMany, String none) {
        return list.size() > MOST ? unread(tooMany) : new Choices(list, list.isEmpty() ? none : null, false);
    }

    static Choices unread(String why) {
        return new Choices(List.of(), why, true);
    }

    /**
     * One thing.
     *
     * @param names other things that a setting may call it
     */
    record Choice(String value, String label, Set<String> names) {

        private boolean is(String called) {
            return value.equals(called)
                    || names.stream()
                            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(called.toLowerCase(Locale.ROOT)));
        }

        /** The same, under the name that a setting gives it. */
        private Choice as(String called) {
            return new Choice(called, label, names);
        }
    }

    /** The same, where nothing of it is no list at all. */
    Choices orTyped() {
        return list.isEmpty() && !typed ? TYPED : this;
    }

    /** The same with what is chosen under the name that it was chosen by. */
    public List<Choice> with(String chosen) {
        Optional<Choice> first =
                list.stream().filter(choice -> choice.is(chosen)).findFirst();
        return first.isEmpty()
                ? list
                : list.stream()
                        .map(choice -> choice == first.get() ? choice.as(chosen) : choice)
                        .toList();
    }

    /** Is something chosen that is not in the list? */
    public boolean lacks(String chosen) {
        return !chosen.isEmpty() && list.stream().noneMatch(choice -> choice.is(chosen));
    }
}
