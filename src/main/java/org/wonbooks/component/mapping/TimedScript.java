package org.wonbooks.component.mapping;

import groovy.lang.Binding;
import groovy.lang.Script;

/**
 * What each mapping extends. Groovy looks for the time limit, which each closure asks for, as for a variable first:
 * here that costs no exception.
 */
public abstract class TimedScript extends Script {

    @Override
    public Object getProperty(String name) {
        Binding variables = getBinding();
        return variables.hasVariable(name)
                ? variables.getVariable(name)
                : getMetaClass().getProperty(this, name);
    }
}
