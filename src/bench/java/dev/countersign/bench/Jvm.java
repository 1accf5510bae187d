package dev.countersign.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the JVM of another process knows about itself. */
final class Jvm implements AutoCloseable {
  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;

  private Jvm(JMXConnector connector) throws IOException {
    this.connector = connector;
    MBeanServerConnection server = connector.getMBeanServerConnection();
    this.threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
    this.memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
  }

  @SuppressWarnings("BanJNDI") // A process of ours, at an address that it gave us.
  static Jvm of(Child child) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(child.pid()));
      String address = machine.startLocalManagementAgent();
      machine.detach();
      return new Jvm(JMXConnectorFactory.connect(new JMXServiceURL(address)));
    } catch (Exception e) {
      throw new IllegalStateException("no answer from JVM " + child.pid(), e);
    }
  }

  /** By all threads, also those that are over. */
  double allocatedBytes() {
    return threads.getTotalThreadAllocatedBytes();
  }

  /** What is alive in the heap. */
  double liveBytes() {
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException _) {
      // The other process is gone.
    }
  }
}
