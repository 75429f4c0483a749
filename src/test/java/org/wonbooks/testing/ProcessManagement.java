package org.wonbooks.testing;

import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What JMX shows of another process of the same user, as jconsole does. */
public final class ProcessManagement implements AutoCloseable {

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

    /** Calls an operation without parameters of the one MBean of that name. */
    public void call(String name, String operation) throws Exception {
        ObjectName bean =
                beans.queryNames(new ObjectName(name), null).iterator().next();
        beans.invoke(bean, operation, new Object[0], new String[0]);
    }

    /** All attributes of all MBeans, those that can't be read left out. */
    public String attributes() throws Exception {
        StringBuilder all = new StringBuilder();
        for (ObjectName name : beans.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                try {
                    Object value = beans.getAttribute(name, attribute.getName());
                    all.append(name).append(' ').append(attribute.getName()).append(' ');
                    all.append(value instanceof Object[] values ? Arrays.deepToString(values) : value)
                            .append('\n');
                } catch (Exception unreadable) {
                    // So is it to a person.
                }
            }
        }
        return all.toString();
    }

    /** A dump of all threads, with what they hold. */
    public String threads() throws Exception {
        return (String) beans.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "threadPrint",
                new Object[] {new String[] {"-l"}},
                new String[] {String[].class.getName()});
    }

    @Override
    public void close() throws Exception {
        connector.close();
    }
}
