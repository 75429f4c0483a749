package org.wonbooks.testing;

import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What JMX shows of another process of the same user, as jconsole does. */
public final class ProcessManagement implements AutoCloseable {

    /** The names of operations that change nothing. */
    private static final String ASKS =
            "(dump|get|is|has|browse|list|health|inflight|oldest|doc|information|statistics|createRoute|find|print).*";

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private ProcessManagement(JMXConnector connector) throws Exception {
        this.connector = connector;
        beans = connector.getMBeanServerConnection();
    }

    /** Attaches itself. */
    public static ProcessManagement of(RunningJar process) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.processId()));
        try {
            JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
            return new ProcessManagement(JMXConnectorFactory.connect(address));
        } finally {
            machine.detach();
        }
    }

    /** Calls an operation of the one MBean of that name. */
    public void call(String name, String operation, String... arguments) throws Exception {
        ObjectName bean =
                beans.queryNames(new ObjectName(name), null).iterator().next();
        String[] types = new String[arguments.length];
        Arrays.fill(types, String.class.getName());
        beans.invoke(bean, operation, arguments, types);
    }

    /** An attribute of the one MBean of that name. */
    public long number(String name, String attribute) throws Exception {
        ObjectName bean =
                beans.queryNames(new ObjectName(name), null).iterator().next();
        return ((Number) beans.getAttribute(bean, attribute)).longValue();
    }

    /** What the MBeans of that name answer to whatever only asks, with all that can be had of it. */
    public String answers(String names) throws Exception {
        StringBuilder all = new StringBuilder();
        for (ObjectName name : beans.queryNames(new ObjectName(names), null)) {
            for (MBeanOperationInfo operation : beans.getMBeanInfo(name).getOperations()) {
                String[] types = Arrays.stream(operation.getSignature())
                        .map(MBeanParameterInfo::getType)
                        .toArray(String[]::new);
                if (operation.getName().matches(ASKS) && Set.of("boolean").containsAll(List.of(types))) {
                    Object[] yes = new Object[types.length];
                    Arrays.fill(yes, true);
                    all.append(name).append(' ').append(operation.getName()).append(' ');
                    append(all, () -> beans.invoke(name, operation.getName(), yes, types));
                }
            }
        }
        return all.toString();
    }

    private static void append(StringBuilder all, Callable<?> question) {
        try {
            Object value = question.call();
            all.append(value instanceof Object[] values ? Arrays.deepToString(values) : value)
                    .append('\n');
        } catch (Exception unreadable) {
            // So is it to a person, who is told why.
            all.append(unreadable).append('\n');
        }
    }

    /** All attributes of all MBeans. */
    public String attributes() throws Exception {
        StringBuilder all = new StringBuilder();
        for (ObjectName name : beans.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                all.append(name).append(' ').append(attribute.getName()).append(' ');
                append(all, () -> beans.getAttribute(name, attribute.getName()));
            }
        }
        return all.toString();
    }

    /** A dump of all threads, with what they hold. */
    public String threads() throws Exception {
        return diagnosis("threadPrint", "-l");
    }

    /** What its JVM answers to one of the commands of jcmd. */
    public String diagnosis(String command, String... arguments) throws Exception {
        return (String) beans.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                command,
                new Object[] {arguments},
                new String[] {String[].class.getName()});
    }

    @Override
    public void close() throws Exception {
        connector.close();
    }
}
